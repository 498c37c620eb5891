import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { codePackage } from '../tests/support/code-package.mjs';
import { showFirstPage } from './run.mjs';

const SAMPLES = { taro: 'dist', 'uni-app': 'dist/build/mp-weixin' };

for (const [sample, output] of Object.entries(SAMPLES)) {
  test(`a ${sample} app that imports weapp-auth/plain`, async (t) => {
    const folder = fileURLToPath(new URL(`${sample}/`, import.meta.url));
    execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' });
    const files = codePackage(`${folder}${output}`);

    await t.test('is built with all that it needs in its JavaScript', () => {
      assert.deepEqual(
        Object.keys(files).filter((file) => /\.(wasm|br)$/.test(file)),
        [],
      );
    });

    await t.test('logs in and shows the answer where there is no WebAssembly', async () => {
      const sent = [];
      await showFirstPage(files, platform(sent), 'A blue kettle');
      assert.deepEqual(sent, ['POST /login', 'GET /order Bearer T1']);
    });
  });
}

/** A WeChat whose server knows one token; it notes what is sent. */
function platform(sent) {
  return {
    login: ({ success }) => void setTimeout(success, 1, { code: 'C1', errMsg: 'login:ok' }),
    request({ url, method = 'GET', header = {}, success }) {
      const { pathname } = new URL(url);
      sent.push([method, pathname, header.Authorization].filter(Boolean).join(' '));
      setTimeout(success, 1, { header: {}, errMsg: 'request:ok', ...answer(pathname, header) });
    },
  };
}

function answer(pathname, header) {
  if (pathname === '/login') {
    return { statusCode: 200, data: { tokenStatus: { token: 'T1', expiresIn: 7200 } } };
  }
  return header.Authorization === 'Bearer T1'
    ? { statusCode: 200, data: { name: 'A blue kettle' } }
    : { statusCode: 401, data: '' };
}
