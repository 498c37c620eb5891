import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { ROOT } from './support/markdown.mjs';
import { data, openLoaded, PKG } from './support/sandbox.mjs';
import { tsc } from './support/tsc.mjs';
import { playEverything } from './support/wire.mjs';

const DIST = path.join(PKG, 'miniprogram_dist');
const { auth } = await openLoaded();

/** The strings of `type Name = 'a' | 'b'` in one of the package's declarations. */
function union(file, name) {
  const text = fs.readFileSync(path.join(DIST, file), 'utf8');
  const [, members] = text.match(new RegExp(`export type ${name} =([^;]+);`)) ?? [];
  assert(members, `${name} is no longer declared in ${file}`);
  return members
    .match(/'\w+'/g)
    .map((member) => member.slice(1, -1))
    .sort();
}

/** The names of the fields of `interface Name { ... }`. */
function fields(file, name) {
  const text = fs.readFileSync(path.join(DIST, file), 'utf8');
  const [, body] = text.match(new RegExp(`export interface ${name} \\{([^]*?)\\n\\}`)) ?? [];
  assert(body, `${name} is no longer declared in ${file}`);
  return body.match(/^ {2}\w+(?=: )/gm).map((field) => field.trim());
}

const statuses = Array.from({ length: 700 }, (_, status) => status);
const headers = ['', 'Basic', 'getUserInfo', 'getPhoneNumber', 'getPhoneNumber, getUserInfo'];
const inspections = statuses.flatMap((statusCode) =>
  headers.map((value) =>
    data(auth.inspectResponse({ statusCode, header: { 'www-authenticate': value } })),
  ),
);

test('the outcomes that come out are those that types.d.ts declares, all of them', () => {
  const outcomes = new Set(inspections.map(({ outcome }) => outcome));
  assert.deepEqual([...outcomes].sort(), union('types.d.ts', 'Outcome'));
});

test('the steps that come out are those that types.d.ts declares, all of them', () => {
  const steps = new Set(inspections.flatMap(({ steps }) => steps));
  assert.deepEqual([...steps].sort(), union('types.d.ts', 'Step'));
});

test('the fields that come out are those that types.d.ts declares', () => {
  assert.deepEqual(Object.keys(inspections[0]), fields('types.d.ts', 'Inspection'));
  const [challenge] = data(auth.parseChallenges('Basic a=b'));
  assert.deepEqual(Object.keys(challenge), fields('types.d.ts', 'Challenge'));
});

test('the codes that the core and the shell know are those that index.d.ts declares', () => {
  const known = [
    ...matches('src/error', '.rs', /=> "(\w+)"/g),
    ...matches('src/shell', '.js', /\bAuthError\(\s*'(\w+)'/g),
  ];
  assert.deepEqual([...new Set(known)].sort(), union('index.d.ts', 'AuthErrorCode'));
});

/** What a pattern's group has found in the files of a folder. */
function matches(folder, extension, pattern) {
  return fs
    .readdirSync(path.join(ROOT, folder))
    .filter((file) => file.endsWith(extension))
    .map((file) => fs.readFileSync(path.join(ROOT, folder, file), 'utf8'))
    .flatMap((text) => [...text.matchAll(pattern)].map(([, found]) => found));
}

test('index.d.ts declares what index.js exports', () => {
  const text = fs.readFileSync(path.join(DIST, 'index.d.ts'), 'utf8');
  const declared = [...text.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared.sort(), Object.keys(auth).sort());
});

test('the shell has an arm for each effect that wire.d.ts declares', () => {
  const [, effects] = fs
    .readFileSync(path.join(ROOT, 'src/wasm/wire.d.ts'), 'utf8')
    .match(/export type Effect =([^]*?);\n\n/);
  const declared = [...effects.matchAll(/\btype: '(\w+)'/g)].map(([, type]) => type);
  assert.deepEqual(matches('src/shell', 'perform.js', /case '(\w+)'/g), declared);
});

const told = await playEverything();

test('each event that wire.d.ts declares is told, as it is declared', () => {
  const events = told.map(({ event }) => literal(event)).join(',\n');
  const source = `
    import type { Event } from '${ROOT}/src/wasm/wire';
    const events = [${events}] satisfies Event[];
    type Untold = Exclude<Event['type'], (typeof events)[number]['type']>;
    export const none: [Untold] extends [never] ? true : Untold = true;`;
  assert.equal(typeCheck(source), '');
});

test('the core reads each member of an event, and looks for no other', () => {
  // Read of every event, or of every response, whichever it is.
  const common = ['caller', 'sent', 'cause', 'random', 'awaitsHeaders'];
  for (const { event, read } of told) {
    const members = Object.keys(event).filter((member) => !common.includes(member));
    const looked = [...read].filter((member) => !common.includes(member));
    assert.deepEqual(looked.sort(), members.sort(), event.type);
  }
});

/** An event as TypeScript: its functions and what they are members of don't matter. */
function literal(value) {
  if (Array.isArray(value)) {
    return `[${value.map(literal)}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => typeof member !== 'function');
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}: ${literal(member)}`)}}`;
  }
  return String(JSON.stringify(value));
}

function typeCheck(source) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-'));
  try {
    const config = { extends: `${ROOT}/tests/types/wire/tsconfig.json`, include: ['*.ts'] };
    fs.writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
    fs.writeFileSync(path.join(folder, 'events.ts'), source);
    return tsc(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
