import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import glassEasel from 'glass-easel-template-compiler';
import { runExample } from './support/examples.mjs';
import { codeBlocks, ROOT } from './support/markdown.mjs';
import { PKG } from './support/sandbox.mjs';
import { tsc } from './support/tsc.mjs';

const { TmplGroup } = glassEasel;
const COMMANDS = [/^npm (ci|install \S*weapp-auth(\/pkg)?|publish \.\/pkg)$/];
COMMANDS.push(/^cargo (test|bench|clippy|fmt|doc)\b[\w .-]*$/, /^(git clone \S+|cd [\w./-]+)$/);

const CHECKS = {
  html: compiles,
  js: runExample,
  json: parses,
  rust: isDoctest,
  sh: isOurCommand,
  ts: typeChecks,
};

const BOTH = [
  ['README.zh-CN.md', 'README.md'],
  ['docs/api.zh-CN.md', 'docs/api.md'],
];

for (const file of ['README.md', 'README.zh-CN.md']) {
  test(`${file} shows how to use the package and how to build it`, () => {
    const languages = codeBlocks(file).map(({ language }) => language);
    assert(languages.includes('js'), 'a block of js');
    assert(languages.includes('sh'), 'a block of sh');
  });
}

for (const [inChinese, inEnglish] of BOTH) {
  test(`${inChinese} shows the same code as ${inEnglish}`, () => {
    const [chinese, english] = [inChinese, inEnglish].map((file) =>
      codeBlocks(file).map(({ text }) => text.replace(/^\s*(\/\/|#).*\n|\s+\/\/.*/gm, '')),
    );
    assert.deepEqual(chinese, english);
  });
}

for (const file of [...BOTH.flat(), 'CONTRIBUTING.md']) {
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
      const to = path.join(ROOT, path.dirname(file), target.replace(/#.*/, ''));
      assert(fs.existsSync(to), `${target} is not there`);
    }
  });
}

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

/** Compiles a block as the template of a page. */
function compiles(text) {
  const group = new TmplGroup();
  assert.deepEqual(group.addTmpl('page', text), []);
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
