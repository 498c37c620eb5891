/** What tests of the fake share: a request as a promise, moved through virtual time. */

/** Sends a request and lets as much time pass as it takes. Rejects with what `fail` gets. */
export function send(fake, options, api = 'request') {
  const promise = new Promise((success, fail) => {
    fake.wx[api]({ ...options, success, fail });
  });
  return fake.until(promise);
}

/** The origin that the server of the contract answers for. */
export const ORIGIN = 'https://api.example.com';

/** Logs in as a mini-program without any library does. Gives what its requests need. */
export async function logIn(fake) {
  const { code } = await fake.until(fake.wx.login());
  const login = await send(fake, { url: `${ORIGIN}/login`, method: 'POST', data: { code } });
  const { token } = login.data.tokenStatus;
  return { login, token, header: { Authorization: `Bearer ${token}` } };
}
