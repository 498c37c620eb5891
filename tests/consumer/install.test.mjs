import assert from 'node:assert/strict';
import dns from 'node:dns';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import { after, test } from 'node:test';
import { codePackage } from '../support/code-package.mjs';
import { openMiniProgram, packageFiles, WASM } from '../support/sandbox.mjs';
import { installInMiniProgram } from './mini-program.mjs';

const require = createRequire(import.meta.url);
const asked = [];
const installed = [];

// Before miniprogram-ci is loaded, so that it can't have kept what reaches the network.
forbid(dns, 'lookup');
forbid(net.Socket.prototype, 'connect');
const ci = require('miniprogram-ci');
const { MiniProgramWhiteList } = require('miniprogram-ci/dist/utils/white_ext_list');

after(() => installed.forEach((app) => app.remove()));

test('package.json beside app.json: 构建 npm brings the package to where it runs', (t) => {
  const app = install();
  // It wants a file to be there, and never looks whether it holds a key.
  const privateKeyPath = path.join(app.folder, 'no.key');
  fs.writeFileSync(privateKeyPath, 'not a key');
  const project = new ci.Project({
    appid: 'wx0000000000000000',
    type: 'miniProgram',
    projectPath: app.folder,
    privateKeyPath,
  });
  return inspect(t, app, () => ci.packNpm(project));
});

test('package.json above app.json: 构建 npm, told by hand, brings it there too', (t) => {
  const app = install('miniprogram/');
  return inspect(t, app, async () => {
    const { miniProgramPackNum, otherNpmPackNum, warnList } = await ci.packNpmManually({
      packageJsonPath: path.join(app.folder, 'package.json'),
      miniprogramNpmDistDir: app.root,
    });
    // As a package made for mini-programs, of which everything is copied.
    assert.deepEqual(
      { miniProgramPackNum, otherNpmPackNum },
      { miniProgramPackNum: 1, otherNpmPackNum: 0 },
    );
    return warnList;
  });
});

/** Builds with `build`, which resolves to its warnings, and looks at what has become of the app. */
async function inspect(t, { root }, build) {
  const warnings = await build();
  const files = codePackage(root);

  await t.test('no server is asked and nothing is warned of', () => {
    assert.deepEqual({ asked, warnings }, { asked: [], warnings: [] });
  });

  await t.test('each file of the package arrives, as it was', () => {
    const arrived = Object.entries(files).filter(([file]) => file.startsWith('/miniprogram_npm/'));
    assert.deepEqual(Object.fromEntries(arrived), packageFiles());
  });

  await t.test('an upload takes every kind of file that the package runs on', () => {
    const needed = Object.keys(packageFiles()).filter((file) => !file.endsWith('.d.ts'));
    assert.deepEqual(
      needed.filter((file) => !MiniProgramWhiteList.includes(path.extname(file))),
      [],
    );
  });

  for (const wasmPath of [undefined, `${WASM}.br`]) {
    await t.test(
      `app.js gets it by its name, and it loads ${wasmPath ?? 'by default'}`,
      async () => {
        const mini = openMiniProgram({
          files,
          globals: { App: (options) => (mini.app = options) },
        });
        mini.require('./app.js');
        const { auth } = mini.app;
        await auth.load(wasmPath);
        assert.deepEqual(mini.calls, [wasmPath ?? WASM]);
        const header = { 'Www-Authenticate': 'getPhoneNumber' };
        const { steps } = auth.inspectResponse({ statusCode: 401, header });
        assert.deepEqual([...steps], ['phoneNumber']);
      },
    );
  }

  await t.test('where there is no WebAssembly, weapp-auth/plain does the same', async () => {
    const auth = openMiniProgram({ files, WXWebAssembly: undefined }).require('weapp-auth/plain');
    await auth.load();
    const header = { 'www-authenticate': 'getUserInfo' };
    assert.deepEqual([...auth.inspectResponse({ statusCode: 401, header }).steps], ['userInfo']);
  });

  await t.test('a page finds the component by weapp-auth/auth-button/index', () => {
    let component;
    const Component = (options) => {
      component = options;
    };
    openMiniProgram({ files, globals: { Component } }).require('weapp-auth/auth-button/index');
    assert.equal(typeof component.methods, 'object');
    const file = (extension) => files[`/miniprogram_npm/weapp-auth/auth-button/index.${extension}`];
    assert.equal(JSON.parse(file('json')).component, true);
    assert(file('wxml') && file('wxss'));
  });
}

function install(root) {
  const app = installInMiniProgram(root);
  installed.push(app);
  return app;
}

function forbid(owner, name) {
  owner[name] = (...args) => {
    asked.push(args);
    throw new Error(`${name}: there is no network here`);
  };
}
