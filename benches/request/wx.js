/** As much of a platform as a request needs: it answers at once, always the same. */
const header = { 'content-type': 'application/json' };
const response = { statusCode: 200, header, data: { items: [], tokenStatus: bundle() } };

export const wx = {
  login: ({ success }) => success({ code: 'c' }),
  request({ success }) {
    Promise.resolve(response).then(success);
    return task;
  },
  getStorage: ({ fail }) => fail({}),
  setStorage: () => {},
};

const task = { abort() {} };

function bundle() {
  return { token: 'T1', expiresIn: 7200, hasUserInfo: true, hasPhoneNumber: true, uid: '7' };
}
