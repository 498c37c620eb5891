import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import esbuild from 'esbuild';
import { codeBlocks, ROOT } from './support/markdown.mjs';
import { data, openMiniProgram, packageFiles, PKG } from './support/sandbox.mjs';
import { tsc } from './support/tsc.mjs';

const COMMANDS = [/^npm (ci|install \S*weapp-auth(\/pkg)?|publish \.\/pkg)$/];
COMMANDS.push(/^cargo (test|bench|clippy|fmt|doc)\b[\w .-]*$/, /^(git clone \S+|cd [\w./-]+)$/);

const CHECKS = { js: runs, ts: typeChecks, json: parses, sh: isOurCommand, rust: isDoctest };

for (const file of ['README.md', 'README.zh-CN.md']) {
  test(`${file} shows how to use the package and how to build it`, () => {
    const languages = codeBlocks(file).map(({ language }) => language);
    assert(languages.includes('js'), 'a block of js');
    assert(languages.includes('sh'), 'a block of sh');
  });
}

test('the Chinese README shows no other code than the English one', () => {
  const [chinese, english] = ['README.zh-CN.md', 'README.md'].map((file) =>
    codeBlocks(file).map(({ text }) => text.replace(/^\s*(\/\/|#).*\n|\s*\/\/.*/gm, '')),
  );
  for (const code of chinese) {
    assert(english.includes(code), code);
  }
});

for (const file of ['README.md', 'README.zh-CN.md', 'CONTRIBUTING.md']) {
  for (const block of codeBlocks(file)) {
    test(`the block of ${block.language || 'no language'} at ${block.at} is right`, async () => {
      const check = CHECKS[block.language];
      assert(check, `no check for a block of "${block.language}"`);
      await check(block.text);
    });
  }

  test(`what ${file} says in passing about ./build.sh and files is so`, () => {
    const text = fs.readFileSync(path.join(ROOT, file), 'utf8');
    for (const [, command] of text.matchAll(/`\.\/build\.sh ([a-z]+)/g)) {
      isOurCommand(`./build.sh ${command}`);
    }
    for (const [, target] of text.matchAll(/\]\(((?!https?:|#)[^)]+)\)/g)) {
      assert(fs.existsSync(path.join(ROOT, target)), `${target} is not there`);
    }
  });
}

/** Runs a block as a mini-program's app.js, before a server that asks for the phone number. */
async function runs(text) {
  const failures = [];
  const files = { ...packageFiles() };
  for (const [name, bytes] of Object.entries(packageFiles())) {
    // A copy that was made by hand, as the READMEs describe it.
    files[name.replace('/miniprogram_npm', '')] = bytes;
  }
  let shown = 0;
  const show = (actual, expected) => {
    shown += 1;
    try {
      assert.deepEqual(data(actual), data(expected));
    } catch (error) {
      failures.push(error);
    }
  };
  const requests = [];
  const app = openMiniProgram({ files, wx: fakeWx(requests, failures), globals: globals(show) });
  const rejected = (error) => failures.push(error);
  process.on('unhandledRejection', rejected);
  try {
    const comments = [];
    const source = text
      .split('\n')
      .map((line) => withResult(line, comments))
      .join('\n');
    app.run(esbuild.transformSync(source, { format: 'cjs', charset: 'utf8' }).code);
    const sent = (text.match(/wx\.request\(/g) ?? []).length;
    for (let times = 0; times < 200 && requests.length < sent && !failures.length; times += 1) {
      await wait(20);
    }
    await wait(50);
    assert.deepEqual(failures, []);
    assert.equal(requests.length, sent, 'each request is sent');
    assert.equal(shown, comments.length, 'each line with a result is reached');
  } finally {
    process.off('unhandledRejection', rejected);
  }
}

/** Lets a line that shows its result, as in `f(x); // ['a']`, compare it. */
function withResult(line, comments) {
  const [, declared, name, expression, comment] =
    line.match(/^\s*(?:((?:const|let) (\w+) = .*;)|([^=\s/][^=]*?);)\s*\/\/ ?(?:=>|→)?\s*(.*)$/) ??
    [];
  if (comment === undefined || !isLiteral(comment)) {
    return line;
  }
  comments.push(comment);
  return `${declared ?? ''} __shows(${name ?? expression}, (${comment}));`;
}

function isLiteral(text) {
  try {
    esbuild.transformSync(`(${text})`);
    return /^(['"[{\d-]|(null|true|false|undefined)$)/.test(text);
  } catch {
    return false;
  }
}

const RESPONSE = {
  data: {},
  statusCode: 401,
  header: { 'Content-Type': 'application/json', 'Www-Authenticate': 'getPhoneNumber' },
  cookies: [],
  errMsg: 'request:ok',
};

function fakeWx(requests, failures) {
  const later = async (call, ...args) => {
    await wait(0);
    try {
      call?.(...args);
    } catch (error) {
      failures.push(error);
    }
  };
  return {
    request(options) {
      requests.push(options);
      later(options.success, structuredClone(RESPONSE));
      later(options.complete, structuredClone(RESPONSE));
      return { abort() {} };
    },
    navigateTo: ({ url }) => assert.match(url, /^\/pages\//),
    showToast: ({ title }) => assert.equal(typeof title, 'string'),
  };
}

const globals = (show) => ({
  __shows: show,
  App: (app) => app.onLaunch?.({}),
  Page: (page) => page.onLoad?.({}),
  // Those of the engine of this process print, which tests need not.
  console: Object.fromEntries(['log', 'info', 'warn', 'error'].map((name) => [name, () => {}])),
});

/** Type-checks a block as a file of a mini-program that is written in TypeScript. */
function typeChecks(text) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-'));
  try {
    const { compilerOptions } = JSON.parse(
      fs.readFileSync(path.join(ROOT, 'tests/types/tsconfig.json'), 'utf8'),
    );
    const typings = path.join(ROOT, 'node_modules');
    Object.assign(compilerOptions, {
      typeRoots: [typings],
      paths: { 'weapp-auth': [path.join(PKG, 'miniprogram_dist/index.d.ts')] },
    });
    fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    fs.writeFileSync(path.join(folder, 'block.ts'), text);
    assert.equal(tsc(folder), '');
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function parses(text) {
  assert.doesNotThrow(() => JSON.parse(text));
}

/** Every line is a command of build.sh that its help lists, or one of the tools that it stands on. */
function isOurCommand(text) {
  const help = execFileSync(path.join(ROOT, 'build.sh'), ['help'], { encoding: 'utf8' });
  const listed = [...help.matchAll(/^ {2}(\w+) /gm)].map(([, command]) => command);
  for (const line of text
    .split('\n')
    .map((line) => line.replace(/#.*/, '').trim())
    .filter(Boolean)) {
    for (const command of line.split(' && ')) {
      const [, ours] = command.match(/^\.\/build\.sh(?: (.*))?$/) ?? [];
      const known = command.startsWith('./build.sh') ? listed.includes(ours ?? 'build') : false;
      assert(known || COMMANDS.some((pattern) => pattern.test(command)), `unknown: ${command}`);
    }
  }
}

/** Rust is compiled where it stands in a doc comment of the crate. */
function isDoctest(text) {
  const sources = fs
    .readdirSync(path.join(ROOT, 'src'), { recursive: true })
    .filter((file) => file.endsWith('.rs'))
    .map((file) => fs.readFileSync(path.join(ROOT, 'src', file), 'utf8'))
    .map((source) => source.replace(/^\s*\/\/[/!] ?/gm, ''));
  assert(
    sources.some((source) => source.includes(text)),
    'this stands in no doc comment',
  );
}
