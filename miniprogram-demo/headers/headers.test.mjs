import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { PKG } from '../../tests/support/sandbox.mjs';
import { handOver, PLATFORMS, receive } from './platforms.mjs';
import { ROUTES, SPELLINGS, startServer } from './server.mjs';
import { formatTable, wantsColour } from './table.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DEMO = 'miniprogram-demo/headers/main.mjs';

/** 2026-11-21T08:00:00.250Z: between two seconds, which an HTTP-date cannot say. */
const NOW = 1_795_248_000_250;

describe('the server', () => {
  let server;
  before(async () => {
    server = await startServer(NOW);
  });
  after(() => server.close());

  /** The head of the answer as bytes on the wire have it, without any HTTP client's opinion. */
  async function wireLines(target) {
    const { hostname, port } = new URL(server.origin);
    const socket = net.connect(Number(port), hostname);
    socket.end(`GET ${target} HTTP/1.1\r\nHost: ${hostname}\r\nConnection: close\r\n\r\n`);
    const text = (await socket.setEncoding('latin1').toArray()).join('');
    return text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n');
  }

  for (const spelling of Object.keys(SPELLINGS)) {
    test(`writes ${spelling} on the socket`, async () => {
      const lines = await wireLines(`/${spelling}/orders/without-user-info`);
      assert.equal(lines[0], 'HTTP/1.1 401 Unauthorized');
      assert.deepEqual(
        lines.filter((line) => /authenticate/i.test(line)),
        [`${spelling}: getUserInfo`],
      );
    });

    test(`writes ${spelling} twice for two fields`, async () => {
      const lines = await wireLines(`/${spelling}/bearer/without-phone-number`);
      assert.deepEqual(
        lines.filter((line) => /authenticate/i.test(line)),
        [`${spelling}: Bearer realm="api"`, `${spelling}: getPhoneNumber`],
      );
    });
  }

  test('writes the field of a gateway in the spelling of the gateway', async () => {
    const lines = await wireLines('/WWW-AUTHENTICATE/gateway/without-phone-number');
    assert.deepEqual(
      lines.filter((line) => /authenticate/i.test(line)),
      ['www-authenticate: Bearer realm="api"', 'WWW-AUTHENTICATE: getPhoneNumber'],
    );
  });

  test('spells all its own fields alike, and names each once', async () => {
    const lines = await wireLines('/WWW-AUTHENTICATE/stock/maintained');
    const fields = lines.filter((line) => /^(date|retry-after|content-length):/i.test(line));
    assert.deepEqual(fields, [
      'RETRY-AFTER: Sat, 21 Nov 2026 08:05:00 GMT',
      'DATE: Sat, 21 Nov 2026 08:00:00 GMT',
      'CONTENT-LENGTH: 0',
    ]);
  });

  test('has no header of ours on a bare 401', async () => {
    const lines = await wireLines('/WWW-Authenticate/orders/without-token');
    assert.equal(lines[0], 'HTTP/1.1 401 Unauthorized');
    assert.deepEqual(
      lines.filter((line) => /authenticate/i.test(line)),
      [],
    );
  });

  test('sends the token-status bundle in a body', async () => {
    const response = await receive(`${server.origin}/Www-Authenticate/orders`);
    const { data, statusCode, errMsg } = handOver(PLATFORMS[0], response);
    assert.equal(statusCode, 200);
    assert.equal(errMsg, 'request:ok');
    assert.deepEqual(Object.keys(data.tokenStatus), [
      'token',
      'expiresIn',
      'hasUserInfo',
      'hasPhoneNumber',
      'uid',
    ]);
  });

  test('answers 404 for what it does not know', async () => {
    for (const target of ['/', '/orders', '/toString/orders', '/WWW-Authenticate/nowhere']) {
      assert.equal((await receive(server.origin + target)).status, 404, target);
    }
  });

  test('has a path of its own and an expectation for every route', () => {
    assert.equal(new Set(ROUTES.map(({ path }) => path)).size, ROUTES.length);
    for (const { path, expected } of ROUTES) {
      assert.deepEqual(
        Object.keys(expected).sort(),
        ['outcome', 'retryAfter', 'statusCode', 'steps', 'wwwAuthenticate'],
        path,
      );
    }
  });
});

describe('a platform', () => {
  const fields = [
    ['WWW-AUTHENTICATE', 'Bearer realm="api"'],
    ['retry-after', '1'],
    ['WWW-AUTHENTICATE', 'getUserInfo'],
    ['www-authenticate', 'getPhoneNumber'],
  ];
  for (const [name, header] of Object.entries({
    iOS: {
      'Www-Authenticate': 'Bearer realm="api", getUserInfo, getPhoneNumber',
      'Retry-After': '1',
    },
    Android: {
      'WWW-AUTHENTICATE': 'Bearer realm="api", getUserInfo',
      'retry-after': '1',
      'www-authenticate': 'getPhoneNumber',
    },
    'Android[]': {
      'WWW-AUTHENTICATE': ['Bearer realm="api"', 'getUserInfo'],
      'retry-after': '1',
      'www-authenticate': 'getPhoneNumber',
    },
    devtools: {
      'WWW-AUTHENTICATE': 'Bearer realm="api", getUserInfo',
      'retry-after': '1',
      'www-authenticate': 'getPhoneNumber',
    },
    HarmonyOS: {
      'www-authenticate': 'Bearer realm="api", getUserInfo, getPhoneNumber',
      'retry-after': '1',
    },
  })) {
    test(`hands names and repeats over as ${name} does`, () => {
      const platform = PLATFORMS.find((candidate) => candidate.name === name);
      const res = handOver(platform, { status: 401, fields, text: '' });
      assert.deepEqual(res, {
        data: '',
        statusCode: 401,
        header,
        cookies: [],
        errMsg: 'request:ok',
      });
    });
  }

  test('hands over text that is no JSON as it is', () => {
    const res = handOver(PLATFORMS[0], { status: 500, fields: [], text: '<h1>Error' });
    assert.equal(res.data, '<h1>Error');
  });

  test('rejects where no server listens', async () => {
    const server = await startServer();
    await server.close();
    await assert.rejects(receive(server.origin), { code: 'ECONNREFUSED' });
  });
});

describe('the table', () => {
  const rows = [
    { cells: ['name', 'steps', 'end'], style: 'head' },
    { cells: ['a heading that is longer than all of it: 标题'], style: 'group' },
    { cells: ['a', 'userInfo', 'x'] },
    { cells: ['abcdef\nghi', '-', 'y\nz'], style: 'wrong' },
  ];

  test('has columns as wide as their widest cell, and nothing behind the last', () => {
    assert.equal(
      formatTable(rows),
      [
        'name    steps     end',
        'a heading that is longer than all of it: 标题',
        'a       userInfo  x',
        'abcdef  -         y',
        'ghi               z',
      ].join('\n'),
    );
  });

  test('has the same text with colours, and none where a row has no style', () => {
    const coloured = formatTable(rows, { colour: true });
    assert.equal(stripVTControlCharacters(coloured), formatTable(rows));
    assert.deepEqual(
      coloured.split('\n').map((line) => line.startsWith('\x1b[')),
      [true, true, false, true, true],
    );
  });

  test('has colours on a terminal that can, and nowhere else', () => {
    assert.equal(wantsColour({}), false);
    assert.equal(wantsColour({ isTTY: true, hasColors: () => false }), false);
    assert.equal(wantsColour({ isTTY: true, hasColors: () => true }), true);
  });
});

describe('the demo', () => {
  function run(root = ROOT) {
    const env = { ...process.env, WEAPP_AUTH_PKG: PKG };
    return spawnSync(process.execPath, [path.join(root, DEMO)], { encoding: 'utf8', env });
  }

  /** Runs a copy of the demo in which one text of the server is another. */
  function runChanged(t, from, to) {
    const root = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-demo-'));
    t.after(() => fs.rmSync(root, { recursive: true }));
    for (const folder of ['miniprogram-demo/headers', 'tests/support']) {
      fs.cpSync(path.join(ROOT, folder), path.join(root, folder), { recursive: true });
    }
    const server = path.join(root, 'miniprogram-demo/headers/server.mjs');
    const source = fs.readFileSync(server, 'utf8');
    assert(source.includes(from), from);
    fs.writeFileSync(server, source.replace(from, to));
    return run(root);
  }

  test('exits with 0, with every response as expected', () => {
    const { status, stdout, stderr } = run();
    assert.equal(stderr, '');
    assert.equal(status, 0);
    const responses = ROUTES.length * Object.keys(SPELLINGS).length * PLATFORMS.length;
    assert.equal(
      stdout.trimEnd().split('\n').at(-1),
      `${responses} responses, 4 spellings of WWW-Authenticate: all as expected`,
    );
    assert(!stdout.includes('✗') && !stdout.includes('\x1b'));
  });

  test('exits with 1 and says both sides when a step is not the one expected', (t) => {
    const { status, stdout } = runChanged(t, "steps: ['userInfo']", "steps: ['phoneNumber']");
    assert.equal(status, 1);
    assert.match(stdout, /^✗ .* getUserInfo +401 +unauthorized +userInfo +-\n +not phoneNumber$/m);
    assert.match(stdout, /: 20 NOT as expected$/m);
  });

  test('exits with 1 when the header found is not the one expected', (t) => {
    const { status, stdout } = runChanged(
      t,
      "wwwAuthenticate: 'getUserInfo'",
      "wwwAuthenticate: 'getUserinfo'",
    );
    assert.equal(status, 1);
    assert.match(stdout, /findHeader: 'getUserInfo'\n +not findHeader: 'getUserinfo'$/m);
  });

  test('exits with 1 when not every spelling has arrived', (t) => {
    const { status, stdout } = runChanged(t, 'name.toUpperCase()', 'name.toLowerCase()');
    assert.equal(status, 1);
    assert.match(stdout, /3 spellings .*; expected 4 spellings$/m);
  });
});
