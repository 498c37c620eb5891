import { readAnswer } from 'weapp-auth-glue';

/** Asks what a button depends on: the user's earlier word, and the privacy agreement. */
export function lookUp(shell, { lookup, step }) {
  const event = { type: 'lookedUp', lookup, step };
  let open = 2;
  const told = (key) => (result) => {
    event[key] = result && result[key];
    open -= 1;
    if (open === 0) {
      shell.tell(event);
    }
  };
  for (const [api, key] of [
    ['getSetting', 'authSetting'],
    ['getPrivacySetting', 'needAuthorization'],
  ]) {
    const success = told(key);
    shell.platform.call(api, { success, fail: () => success() });
  }
}

/** Calls `wx.getUserInfo` without a button. Its result is kept for the submission that follows. */
export function readUserInfo(shell, reading) {
  const tell = (result) => {
    shell.userInfo = { event: { detail: result } };
    shell.tell({ type: 'userInfoRead', reading, result });
  };
  shell.platform.call('getUserInfo', { withCredentials: true, success: tell, fail: tell });
}

/** Takes a button's event in. The promise resolves when it has been dealt with. */
export function answer(shell, event, extra) {
  return new Promise((resolve, reject) => {
    shell.whenLoaded(() => {
      const caller = shell.nextCaller();
      const press = { event: taken(event), extra: textOf(extra) };
      if (press.extra === undefined) {
        shell.avatar = press;
      }
      shell.calls.set(caller, { resolve, reject });
      shell.presses.set(caller, press);
      shell.tell(Object.assign({ type: 'answered', caller }, press));
    }, reject);
  });
}

/** POSTs what a button brought, or uploads the avatar that was chosen. */
export function submit(shell, { submission, step, press, avatar, generation }) {
  const { phoneNumberUrl, userInfoUrl } = shell.options;
  const { event, extra } = shell.presses.get(press) || shell.userInfo || {};
  const { avatarUrl, ...brought } = dataOf(step, event);
  const chosen =
    avatarUrl || (avatar !== null && shell.avatar && dataOf(step, shell.avatar.event).avatarUrl);
  const form = { ...brought, ...(extra && JSON.parse(extra)) };
  const to = shell.core.resolve('POST', step === 'phoneNumber' ? phoneNumberUrl : userInfoUrl);
  const header = generation === shell.generation ? { ...shell.credentials } : {};
  let awaitsHeaders = false;
  const options = {
    url: to.url,
    header,
    success: (response) =>
      shell.tell({
        type: 'submissionAnswered',
        submission,
        ...shell.requests.inspect(response),
        awaitsHeaders,
      }),
    fail: (cause) =>
      shell.tell({ type: 'submissionFailed', submission, cause: shell.failures.keep(cause) }),
  };
  if (!chosen) {
    shell.platform.call('request', { ...options, method: 'POST', data: form });
    return;
  }
  const upload = { ...options, filePath: chosen, name: 'avatar', formData: form };
  const task = shell.platform.call('uploadFile', upload);
  if (task && task.onHeadersReceived) {
    awaitsHeaders = true;
    task.onHeadersReceived((result) => {
      const header = result && result.header;
      shell.tell({ type: 'submissionHeadersArrived', submission, header });
    });
  }
}

/** A page's event, of which nothing is read later: it may be used again, or changed, by then. */
function taken(event) {
  const { type, detail } = copyOf(event);
  const copy = copyOf(detail);
  if (copy.detail) {
    copy.detail = copyOf(copy.detail);
  }
  return { type, detail: typeof detail === 'object' ? copy : detail };
}

/** The fields that can be read. */
function copyOf(object) {
  const copy = {};
  try {
    for (const name of Object.keys(object)) {
      try {
        copy[name] = object[name];
      } catch {
        // Left out.
      }
    }
  } catch {
    // No object, or none that says what it has.
  }
  return copy;
}

/** What of a button's event is for the server. */
function dataOf(step, event) {
  const data = readAnswer(step, event && event.detail);
  delete data.result;
  delete data.nickName;
  return data;
}

/** What a page adds, as JSON; `undefined` where that is no object. */
function textOf(extra) {
  try {
    return typeof extra === 'object' && extra !== null ? JSON.stringify(extra) : undefined;
  } catch {
    return undefined;
  }
}
