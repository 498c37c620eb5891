// What must not compile: an error that `tsc` no longer finds is one that it reports.
import { AuthError, findHeader, inspectResponse, load, parseChallenges } from 'weapp-auth';
import type { AuthErrorCode, Inspection, Outcome, Step } from 'weapp-auth';

// @ts-expect-error: a path, not the bytes
load(new ArrayBuffer(8));
// @ts-expect-error: null is no path
load(null);
// @ts-expect-error: the module is not what load resolves to
load().then((module) => module.exports);

// @ts-expect-error: a name is needed
findHeader({});
// @ts-expect-error: and it is a string
findHeader({}, 1);
// @ts-expect-error: there may be no such field
findHeader({}, 'a').length;

// @ts-expect-error: a response is needed
inspectResponse();
// @ts-expect-error: the status is a number
inspectResponse({ statusCode: '401' });
// @ts-expect-error: axios and fetch call it otherwise
inspectResponse({ status: 401, headers: {} });
// @ts-expect-error: now is a number of ms
inspectResponse({ statusCode: 401 }, new Date());
// @ts-expect-error: the server may not say
inspectResponse({ statusCode: 401 }).retryAfter satisfies number;
// @ts-expect-error: wx.request answers later
inspectResponse(wx.request({ url: '' }));

// @ts-expect-error: a challenge may have parameters instead
parseChallenges('')[0]?.token68.length;
// @ts-expect-error: parameters are pairs in order, with repeats
parseChallenges('')[0]?.params.realm;

// @ts-expect-error: no step of ours
export const step: Step = 'getUserInfo';
// @ts-expect-error: no outcome of ours
export const outcome: Outcome = 'ok';
// @ts-expect-error: no code of ours
export const code: AuthErrorCode = 'fail';
// @ts-expect-error: all fields are there
export const inspection: Inspection = { outcome: 'success', steps: [] };
// @ts-expect-error: a code of ours
new AuthError('fail', 'text');
// @ts-expect-error: a message is needed
new AuthError('notLoaded');
// @ts-expect-error: the name tells errors apart
new AuthError('notLoaded', 'text').name = 'Error';
