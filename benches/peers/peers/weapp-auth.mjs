import { createRequire } from 'node:module';
import { packageFiles, PKG } from '../../../tests/support/sandbox.mjs';

export const weappAuth = {
  name: 'weapp-auth',
  how: '`createAuth`; for S10, `isUnauthorized`',
  // It keeps what it stores to itself.
  seededByLogin: true,

  async open({ wx, base, token, until }) {
    const files = packageFiles();
    globalThis.WXWebAssembly = {
      instantiate: (file, imports) => WebAssembly.instantiate(files[file], imports),
    };
    const { createAuth } = createRequire(import.meta.url)(PKG);
    const auth = createAuth({
      baseUrl: base,
      loginUrl: '/login',
      loginPage: 'pages/login/login',
      isUnauthorized: (response) => Boolean(response.data && response.data.code === -1),
      wx,
    });
    await auth.ready;
    if (token) await until(auth.login());
    return (path, options) => auth.request({ ...options, url: path }).then(({ data }) => data);
  },
};
