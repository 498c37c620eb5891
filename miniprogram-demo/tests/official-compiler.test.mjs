/** WeChat's own compilers, as devtools had them, on the mini-program's markup and styles. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import compiler from 'miniprogram-compiler';
import { DEMO } from '../simulator/site.mjs';

/** A copy of the mini-program, with changes: the compiler takes a folder. */
function copyWith(t, changes = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-demo-'));
  t.after(() => fs.rmSync(folder, { recursive: true }));
  fs.cpSync(DEMO, folder, { recursive: true });
  for (const [file, change] of Object.entries(changes)) {
    const source = fs.readFileSync(path.join(folder, file), 'utf8');
    const changed = change(source);
    assert.notEqual(changed, source);
    fs.writeFileSync(path.join(folder, file), changed);
  }
  return folder;
}

const wxml = (folder) => compiler.wxmlToJs(folder);
const wxss = (folder) => compiler.wxssToJs(folder);

test('the official WXML compiler takes every page', (t) => {
  const { pages } = JSON.parse(fs.readFileSync(path.join(DEMO, 'app.json'), 'utf8'));
  const code = wxml(copyWith(t));
  for (const page of pages) {
    assert(code.includes(`${page}.wxml`), page);
  }
});

test('the official WXML compiler refuses what is no WXML', (t) => {
  const unclosed = copyWith(t, { 'pages/home/home.wxml': (source) => `${source}<view>` });
  assert.throws(() => wxml(unclosed), /home\.wxml/);
});

test('the official WXSS compiler takes every style sheet', (t) => {
  assert.match(wxss(copyWith(t)), /pages\/home\/home\.wxss/);
});

test('the official WXSS compiler refuses what is no WXSS', (t) => {
  const unclosed = copyWith(t, { 'pages/home/home.wxss': (source) => `${source}.a { color: ` });
  assert.throws(() => wxss(unclosed));
});
