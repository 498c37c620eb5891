/** Codes as WeChat gives them out: for one person and one purpose, once, for five minutes. */
import crypto from 'node:crypto';

const LIFETIME_MS = 5 * 60_000;

/** @param {() => number} now in ms */
export function createCodes(now) {
  const codes = new Map();

  return {
    /**
     * @param {'login' | 'phone'} purpose
     * @param {import('./people.mjs').Person} person
     */
    give(purpose, person) {
      const code = crypto.randomBytes(24).toString('base64url');
      codes.set(code, { purpose, person, until: now() + LIFETIME_MS, isUsed: false });
      return code;
    },

    /** Whose it is, or the error that the API answers. Asking uses it up. */
    use(purpose, code) {
      const entry = codes.get(code);
      if (entry?.purpose !== purpose || now() >= entry.until) return { error: 'invalidCode' };
      if (entry.isUsed) return { error: 'usedCode' };
      entry.isUsed = true;
      return { person: entry.person };
    },

    clear: () => codes.clear(),
  };
}
