import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { openDemo, send } from './support.mjs';

const FOLDER = new URL('../../docs/', import.meta.url);
const PAGES = ['server.md', 'server.zh-CN.md'];
const textOf = (page) => fs.readFileSync(new URL(page, FOLDER), 'utf8');

/** What stands between backticks is the same in every language. */
const spansOf = (page) =>
  textOf(page)
    .replace(/```[^]*?```/g, '')
    .match(/`[^`\n]+`/g);

test('both pages name the same things', () => {
  const [english, chinese] = PAGES.map((page) => new Set(spansOf(page)));
  assert.deepEqual([...english].sort(), [...chinese].sort());
});

test('every file that a page points to is there', () => {
  for (const page of PAGES) {
    const links = Array.from(textOf(page).matchAll(/\]\(([^)]+)\)/g), ([, link]) => link);
    assert.ok(links.length > 5);
    for (const link of links) assert.ok(fs.existsSync(new URL(link, FOLDER)), link);
  }
});

test('every route that the page names is there', async (t) => {
  const { origin, wechatOrigin } = await openDemo(t);
  const spans = spansOf(PAGES[0]).filter((span) => /^`(GET|POST) \/\S+`$/.test(span));
  assert.ok(spans.length > 20);
  for (const span of spans) {
    const [method, path] = span.slice(1, -1).split(' ');
    const answers = await Promise.all(
      // A thing that nobody has made is not found either, but its route says 401 first.
      [origin, wechatOrigin].map((base) => send(`${base}${path.replace(':', '')}`, { method })),
    );
    const isThere = ({ status, body }) => status !== 405 && !isUnknown(body);
    assert.ok(answers.some(isThere), span);
  }
});

const isUnknown = (body) => (body?.error ?? body)?.message === 'there is no such resource';
