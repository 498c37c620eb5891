/** What a team chooses before it starts; the demo switches it while it runs. */
import * as v from 'valibot';

const seconds = (min, max) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

export const SettingsSchema = v.strictObject({
  /**
   * 1: only the unionid is wanted, and asked for when neither code2Session nor the database has it.
   * 2: user info (avatar, nickname) is wanted too, and asked for once a user.
   */
  scenario: v.optional(v.picklist([1, 2]), 1),
  /** Where the token-status bundle goes: the body's `tokenStatus`, or the field `Token-Status`. */
  bundleIn: v.optional(v.picklist(['body', 'header']), 'body'),
  /** 'uid': the phone number is not the business's identity; the bundle has no `hasPhoneNumber`. */
  identity: v.optional(v.picklist(['phoneNumber', 'uid']), 'phoneNumber'),
  /** How long a token is good, in seconds. It is rotated when half of that has gone. */
  tokenLifetime: v.optional(seconds(1, 31_536_000), 7200),
  /** How long the token before a rotation is still good, in seconds. */
  grace: v.optional(seconds(0, 3600), 60),
  /** What is said to somebody who was kicked out; some teams say 200 with a code in the body. */
  endedStatus: v.optional(v.picklist([401, 200]), 401),
});

/** @returns {v.InferOutput<typeof SettingsSchema>} with what was left out filled in */
export function settingsFrom(chosen = {}) {
  return v.parse(SettingsSchema, chosen);
}
