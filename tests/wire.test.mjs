import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { rejection, thrown } from './support/assert.mjs';
import { data, openLoaded, openMiniProgram, PKG } from './support/sandbox.mjs';

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

test('the codes that errors have are those that index.d.ts declares, all of them', async () => {
  const { load, findHeader } = openMiniProgram({ files: onlyScripts() }).require('weapp-auth');
  const errors = [thrown(() => findHeader()), await rejection(load(null)), await rejection(load())];
  assert.deepEqual(errors.map(({ code }) => code).sort(), union('index.d.ts', 'AuthErrorCode'));
});

function onlyScripts() {
  const index = fs.readFileSync(path.join(DIST, 'index.js'));
  return { '/miniprogram_npm/weapp-auth/index.js': index };
}

test('index.d.ts declares what index.js exports', () => {
  const text = fs.readFileSync(path.join(DIST, 'index.d.ts'), 'utf8');
  const declared = [...text.matchAll(/^export (?:function|class) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(declared.sort(), Object.keys(auth).sort());
});
