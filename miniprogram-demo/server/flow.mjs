/**
 * What is still missing of a user. This is all in which the two flows differ: the client answers
 * challenges and need not know which is in use.
 */

/**
 * @param {object} user a row of dt_weapp_user
 * @param {{ scenario: 1 | 2 }} settings
 * @returns {{ userInfo: boolean, phoneNumber: boolean }} what the server has
 */
export function stepsDone(user, { scenario }) {
  return {
    userInfo: scenario === 1 ? user.unionid !== null : user.user_info_at !== null,
    // No business user, no phone number: the one is made when the other comes in.
    phoneNumber: user.uid !== null,
  };
}

/** Of the steps that a route needs, those not yet done, in the route's order. */
export function stepsMissing(needs, user, settings) {
  const done = stepsDone(user, settings);
  return needs.filter((step) => !done[step]);
}
