/** Which state of docs/states.md the machine is in, as far as its view and its events tell. */

/** Events after which it is another's turn to log in, submit or navigate. */
const ENDS_TURN = [
  'exchangeAnswered',
  'loginFailed',
  'navigated',
  'navigationFailed',
  'submissionAnswered',
  'submissionFailed',
];

/**
 * @param {object} now
 * @param {{ status: string }} now.view
 * @param {{ type: string }[]} now.events in order
 * @param {number} now.running how many requests are out
 * @param {boolean} now.isOnLoginPage
 */
export function presentState({ view, events, running, isOnLoginPage }) {
  const last = (...types) => events.findLastIndex(({ type }) => types.includes(type));
  const turn = last('turnAcquired');
  const hasTurn = turn > last(...ENDS_TURN);
  switch (view.status) {
    case 'loggingIn':
      return !hasTurn ? 'LoginDue' : last('codeReceived') > turn ? 'Exchanging' : 'AwaitingCode';
    case 'authorizing':
      return hasTurn ? 'Submitting' : 'SubmissionDue';
    case 'blocked':
      return hasTurn ? 'GoingToLogin' : isOnLoginPage ? 'Blocked' : 'PageDue';
    case 'signedIn':
      return hasTurn ? 'GoingBack' : running > 0 ? 'Requesting' : 'SignedIn';
    default:
      return signedOut(events, last);
  }
}

function signedOut(events, last) {
  const logout = last('logoutAsked');
  const exchange = last('exchangeAnswered');
  if (last('storageRead') < 0) {
    return 'Starting';
  }
  if (logout > last('loginAsked', 'stepRequired') && events[logout].hold) {
    return 'Held';
  }
  const status = exchange > logout ? events[exchange].response?.status : undefined;
  return status === 429 || status >= 500 ? 'BreakerOpen' : 'SignedOut';
}
