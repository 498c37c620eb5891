import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertData } from './support/assert.mjs';
import { plainHost } from './support/plain-host.mjs';
import { openLoaded } from './support/sandbox.mjs';

const MIB = 2 ** 20;
const CHALLENGE = { scheme: 'Basic', token68: null, params: [['realm', '手机号 😀']] };
const header = { 'Www-Authenticate': 'Basic realm="手机号 😀", getUserInfo', 'Retry-After': '2' };

/** Every decision once, with results that come out of the memory in every way. */
function callAll(auth) {
  assert.equal(auth.findHeader(header, 'retry-after'), '2');
  assert.equal(auth.findHeader(header, 'absent'), undefined);
  assertData(auth.normalizeHeader(header), {
    'www-authenticate': header['Www-Authenticate'],
    'retry-after': '2',
  });
  assertData(auth.parseChallenges('Basic realm="手机号 😀"'), [CHALLENGE]);
  assertData(auth.inspectResponse({ statusCode: 401, header }), {
    outcome: 'unauthorized',
    steps: ['userInfo'],
    retryAfter: 2000,
  });
}

/** Calls that each need more memory than there was. */
const GROWING = {
  parseChallenges: (auth, size) =>
    assert.equal(
      auth.parseChallenges(`B a="${'é'.repeat(size / 2)}"`)[0].params[0][1].length,
      size / 2,
    ),
  inspectResponse: (auth, size) =>
    assertData(
      auth.inspectResponse({
        statusCode: 401,
        header: { 'WWW-Authenticate': `Basic realm="${'x'.repeat(size)}", getPhoneNumber` },
      }),
      { outcome: 'unauthorized', steps: ['phoneNumber'], retryAfter: null },
    ),
  findHeader: (auth, size) => {
    const name = 'N'.repeat(size);
    assert.equal(auth.findHeader({ [name]: 'v' }, name.toLowerCase()), 'v');
  },
  normalizeHeader: (auth, size) => {
    const name = 'N'.repeat(size);
    assert.equal(auth.normalizeHeader({ [name]: 'v' })[name.toLowerCase()], 'v');
  },
};

for (const [name, grow] of Object.entries(GROWING)) {
  test(`${name} works while the memory grows, and all works after it`, async () => {
    const { auth, memory } = await openLoaded();
    for (const size of [MIB, 4 * MIB]) {
      callAll(auth);
      const before = memory().buffer;
      const { byteLength } = before;
      grow(auth, size);
      assert(memory().buffer.byteLength > byteLength, 'the memory has grown');
      assert.equal(before.byteLength, 0, 'the old buffer is detached');
      callAll(auth);
    }
  });

  for (const detached of [undefined, false]) {
    const told = detached === undefined ? 'cannot tell' : 'says that it is not';
    test(`${name} works where growth leaves the old buffer attached and it ${told}`, async () => {
      const host = plainHost();
      if (detached !== undefined) {
        // What engines from 2023 on have; true of every buffer here.
        Object.defineProperty(ArrayBuffer.prototype, 'detached', {
          value: detached,
          configurable: true,
        });
      } else {
        delete ArrayBuffer.prototype.detached;
      }
      try {
        const { auth } = await openLoaded({ instantiate: host.instantiate });
        for (const size of [MIB, 4 * MIB]) {
          callAll(auth);
          const before = host.exports.memory.buffer;
          grow(auth, size);
          const after = host.exports.memory.buffer;
          assert(after.byteLength > before.byteLength, 'the memory has grown');
          assert(before.byteLength > 0, 'the old buffer is attached');
          // What a call reads or writes through an old view is lost from here on.
          new Uint8Array(before).fill(0xa5);
          callAll(auth);
        }
      } finally {
        delete ArrayBuffer.prototype.detached;
      }
    });
  }
}

test('memory that grows under a call of the host, not of the glue, is seen by the next call', async () => {
  const { auth, memory } = await openLoaded();
  for (let times = 0; times < 5; times += 1) {
    callAll(auth);
    memory().grow(1);
    callAll(auth);
  }
});

test('every call that touches the memory reads where it is anew', async () => {
  const host = plainHost();
  const { auth } = await openLoaded({ instantiate: host.instantiate });
  callAll(auth);
  for (const call of [
    () => auth.findHeader(header, 'a name'),
    () => auth.normalizeHeader(header),
    () => auth.parseChallenges('Basic a=b'),
    () => auth.inspectResponse({ statusCode: 401, header }),
  ]) {
    for (let times = 0; times < 3; times += 1) {
      const { reads } = host;
      call();
      assert(host.reads > reads, String(call));
    }
  }
});

test('twenty thousand calls leave the size of the memory as it is after the first ones', async () => {
  const { auth, memory } = await openLoaded();
  const hostile = {
    get 'www-authenticate'() {
      throw new Error('hostile');
    },
    array: ['a', null, ['b'], 3],
  };
  const round = () => {
    callAll(auth);
    auth.normalizeHeader(hostile);
    auth.inspectResponse({ statusCode: 401, header: hostile });
    auth.parseChallenges(['Basic realm="x', '@@@', 'Digest a="\\"", b=c, NTLM abc=']);
  };
  for (let times = 0; times < 10; times += 1) {
    round();
  }
  const { byteLength } = memory().buffer;
  for (let times = 0; times < 2500; times += 1) {
    round();
  }
  assert.equal(memory().buffer.byteLength, byteLength);
});

test('large values leave the size of the memory as the first of them made it', async () => {
  const { auth, memory } = await openLoaded();
  for (const grow of Object.values(GROWING)) {
    grow(auth, MIB);
    grow(auth, MIB);
    const { byteLength } = memory().buffer;
    for (let times = 0; times < 10; times += 1) {
      grow(auth, MIB);
    }
    assert.equal(memory().buffer.byteLength, byteLength);
  }
});

test('the memory is small before anything large has come', async () => {
  const { auth, memory } = await openLoaded();
  callAll(auth);
  assert(memory().buffer.byteLength <= 4 * 65_536);
});

test('a getter may call the package again', async () => {
  const { auth } = await openLoaded();
  let depth = 50;
  const nested = {
    get a() {
      depth -= 1;
      callAll(auth);
      return depth > 0 ? auth.findHeader(this, 'a') : '手机号';
    },
  };
  assert.equal(auth.findHeader(nested, 'A'), '手机号');
  callAll(auth);
});

test('a getter that calls the package without end leaves its field absent', async () => {
  const { auth } = await openLoaded();
  for (let times = 0; times < 50; times += 1) {
    const endless = {
      get a() {
        return auth.findHeader(this, 'a');
      },
      b: 'c',
    };
    assert.equal(auth.findHeader(endless, 'b'), 'c');
    callAll(auth);
  }
});

test('fields too long to be joined are absent, and do no harm', async () => {
  const { auth } = await openLoaded();
  const long = { a: Array(600).fill('x'.repeat(2 ** 20)), b: 'c' };
  for (let times = 0; times < 300; times += 1) {
    assert.equal(auth.findHeader(long, 'a'), undefined);
    assert.deepEqual(Object.keys(auth.normalizeHeader(long)), ['b']);
  }
  callAll(auth);
});

test("a call that uses JavaScript's stack up leaves that of the module where it was", async () => {
  for (const call of [
    (auth) => auth.inspectResponse({ statusCode: 401, header }),
    (auth) => auth.parseChallenges('Basic realm=x, Digest a=b'),
    (auth) => auth.normalizeHeader(header),
    (auth) => auth.findHeader(header, 'retry-after'),
  ]) {
    const { auth, app } = await openLoaded();
    const stackPointer = () => app.instances[0].exports.__wbindgen_add_to_stack_pointer(0);
    const atRest = stackPointer();
    const endless = () => {
      call(auth);
      endless();
    };
    for (let times = 0; times < 3; times += 1) {
      assert.throws(endless, { name: 'RangeError' });
      assert.equal(stackPointer(), atRest);
      callAll(auth);
    }
  }
});
