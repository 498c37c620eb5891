import { hasStep } from './sessions.js';

/** The token-status bundle (口令状态包) of a session. */
export function bundleOf(session, options) {
  const { user, token } = session;
  const names = Object.assign({}, options.bundle.fields);
  const bundle = {};
  const put = (name, value) => {
    if (value !== undefined) {
      bundle[names[name] || name] = value;
    }
  };
  const hasPhoneNumber = hasStep(user, 'phoneNumber', options);
  put('token', token);
  put('expiresIn', options.expiresIn);
  put('hasUserInfo', hasStep(user, 'userInfo', options));
  put('hasPhoneNumber', options.identity === 'uid' ? undefined : hasPhoneNumber);
  // A business user is one whose phone number is known.
  put('uid', hasPhoneNumber ? user.uid : undefined);
  return Object.assign(bundle, options.extra);
}

/** An answer with the bundle in its place: a member of the body, or a header field. */
export function putBundle(answer, bundle, { in: place = 'body', name }) {
  if (place === 'header') {
    const value = encodeURIComponent(JSON.stringify(bundle));
    const header = Object.assign({}, answer.header, { [name || 'tokenStatus']: value });
    return Object.assign({}, answer, { header });
  }
  const data = isRecord(answer.data) ? answer.data : {};
  return Object.assign({}, answer, {
    data: within(data, (name || 'tokenStatus').split('.'), bundle),
  });
}

function within(data, [first, ...rest], bundle) {
  const inner = isRecord(data[first]) ? data[first] : {};
  return Object.assign({}, data, {
    [first]: rest.length > 0 ? within(inner, rest, bundle) : bundle,
  });
}

function isRecord(data) {
  return typeof data === 'object' && data !== null && !Array.isArray(data);
}
