/**
 * What must not go wrong. `play` makes it happen; `right` is what should come of it: `logins` and
 * `sends` at most, `outcomes` exactly; `refusedIsError` where the refusal itself may be the error. T0
 * is a stale token, T1 and later ones are issued by logins. A login takes 35 ms, a request 10.
 */

const five = (world) => {
  for (let n = 1; n <= 5; n += 1) world.ask(`/${n}`);
};

export const SCENARIOS = [
  {
    id: 'S1',
    title: 'five requests at once, no token',
    async play(world) {
      await world.open();
      five(world);
      await world.pass(5000);
    },
    right: { logins: 1, sends: 5, outcomes: { answer: 5 } },
  },
  {
    id: 'S2',
    title: 'five requests at once with a stale token',
    async play(world) {
      await world.open('T0');
      five(world);
      await world.pass(5000);
    },
    right: { logins: 1, sends: 10, outcomes: { answer: 5 } },
  },
  {
    id: 'S3',
    title: 'a 401 that was on its way while another request renewed the token',
    async play(world) {
      await world.open('T0');
      world.server.next('/2', { delay: 200 });
      world.ask('/1');
      world.ask('/2');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 4, outcomes: { answer: 2 } },
  },
  {
    id: 'S3b',
    title: 'five requests with a stale token, refused at 10, 70, 130, 190 and 250 ms',
    async play(world) {
      await world.open('T0');
      [10, 70, 130, 190, 250].forEach((delay, n) => world.server.next(`/${n + 1}`, { delay }));
      five(world);
      await world.pass(5000);
    },
    right: { logins: 1, sends: 10, outcomes: { answer: 5 } },
  },
  {
    id: 'S4',
    title: 'the request is refused after a good login too',
    async play(world) {
      await world.open('T0');
      world.server.next('/1', { refuse: true, always: true });
      world.ask('/1');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 2, outcomes: { error: 1 }, refusedIsError: true },
  },
  {
    id: 'S4b',
    title: 'five such requests',
    async play(world) {
      await world.open('T0');
      for (let n = 1; n <= 5; n += 1) world.server.next(`/${n}`, { refuse: true, always: true });
      five(world);
      await world.pass(5000);
    },
    right: { logins: 1, sends: 10, outcomes: { error: 5 }, refusedIsError: true },
  },
  {
    id: 'S5',
    title: 'the network fails during the login that five wait for; a sixth comes later',
    async play(world) {
      await world.open('T0');
      world.server.next('/login', { fail: true });
      five(world);
      await world.pass(5000);
      world.ask('/6');
      await world.pass(5000);
    },
    right: { logins: 2, sends: 7, outcomes: { error: 5, answer: 1 } },
  },
  {
    id: 'S5b',
    title: 'a request that comes during a login that fails',
    async play(world) {
      await world.open('T0');
      world.server.next('/login', { fail: true });
      world.ask('/1');
      await world.pass(20);
      world.ask('/2');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 1, outcomes: { error: 2 } },
    // Or it waits, and then logs in for itself.
    alsoRight: { logins: 2, sends: 2, outcomes: { error: 1, answer: 1 } },
  },
  {
    id: 'S6',
    title: '401 with a body that is undefined, empty, a text, null',
    async play(world) {
      await world.open('T0');
      const bodies = { '/1': undefined, '/2': '', '/3': 'Unauthorized', '/4': null };
      world.server.refuseWith((path) => ({ status: 401, body: bodies[path] }));
      Object.keys(bodies).forEach((path) => world.ask(path));
      await world.pass(5000);
    },
    right: { logins: 1, sends: 8, outcomes: { answer: 4 } },
  },
  {
    id: 'S6b',
    title: 'the same without a body, after a good login too',
    async play(world) {
      await world.open('T0');
      world.server.refuseWith(() => ({ status: 401, body: undefined }));
      world.server.next('/1', { refuse: true, always: true });
      world.ask('/1');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 2, outcomes: { error: 1 }, refusedIsError: true },
  },
  {
    id: 'S7',
    title: 'wx.login fails; another request comes later',
    async play(world) {
      await world.open('T0');
      world.fake.next('login', { fail: 'login:fail', delay: 5 });
      world.ask('/1');
      await world.pass(5000);
      world.ask('/2');
      await world.pass(5000);
    },
    right: { logins: 2, sends: 3, outcomes: { error: 1, answer: 1 } },
  },
  {
    id: 'S8',
    title: 'a request that comes during a login',
    async play(world) {
      await world.open('T0');
      world.ask('/1');
      await world.pass(20);
      world.ask('/2');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 3, outcomes: { answer: 2 } },
  },
  {
    id: 'S9',
    title: 'the login itself is answered 401',
    async play(world) {
      await world.open('T0');
      world.server.next('/login', { status: 401, always: true });
      world.ask('/1');
      await world.pass(5000);
    },
    // The 401 of the login is the cause; who hands that over does right.
    right: { logins: 1, sends: 1, outcomes: { error: 1 }, refusedIsError: true },
  },
  {
    id: 'S10',
    title: 'the server says 200 with a code in the body',
    async play(world) {
      await world.open('T0');
      world.refuseInBody();
      five(world);
      await world.pass(5000);
    },
    right: { logins: 1, sends: 10, outcomes: { answer: 5 } },
  },
  {
    id: 'S12',
    title: 'a request that comes during a second login, while the first replay is still out',
    async play(world) {
      await world.open('T0');
      world.server.next('/1', {}, { delay: 250 });
      world.server.next('/login', {}, { delay: 400 });
      world.ask('/1');
      await world.pass(80);
      world.server.alive.delete('T1');
      world.ask('/2');
      await world.pass(60);
      world.ask('/3');
      await world.pass(5000);
    },
    right: { logins: 2, sends: 5, outcomes: { answer: 3 } },
  },
  {
    id: 'S14',
    title: 'wx.login never answers; another request comes a minute later',
    async play(world) {
      await world.open('T0');
      world.fake.next('login', 'never');
      world.ask('/1');
      await world.pass(60000);
      world.ask('/2');
      await world.pass(60000);
    },
    right: { logins: 2, sends: 3, outcomes: { error: 1, answer: 1 } },
  },
  {
    id: 'S16',
    title: 'the login is answered without a token',
    async play(world) {
      await world.open('T0');
      world.server.next('/login', { token: false, always: true });
      world.ask('/1');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 1, outcomes: { error: 1 } },
  },
  {
    id: 'S17',
    title: 'a good login, then the network fails for the replay; another request comes later',
    async play(world) {
      await world.open('T0');
      world.server.next('/1', {}, { fail: true });
      world.ask('/1');
      await world.pass(5000);
      world.ask('/2');
      await world.pass(5000);
    },
    right: { logins: 1, sends: 3, outcomes: { error: 1, answer: 1 } },
  },
  {
    id: 'S35',
    title: 'the network fails for a POST',
    async play(world) {
      await world.open('T0');
      world.server.alive.add('T0');
      world.server.next('/1', { fail: true });
      world.ask('/1', { method: 'POST', data: { order: 7 } });
      await world.pass(5000);
    },
    right: { logins: 0, sends: 1, outcomes: { error: 1 } },
  },
  {
    id: 'S57',
    title: 'the login is answered 500 for a minute, with a request each second; another one later',
    async play(world) {
      await world.open('T0');
      world.server.next('/login', ...Array.from({ length: 60 }, () => ({ status: 500 })));
      for (let n = 1; n <= 60; n += 1) {
        world.ask(`/${n}`);
        await world.pass(1000);
      }
      world.server.calm('/login');
      await world.pass(600_000);
      world.ask('/61');
      await world.pass(5000);
    },
    // A login each second is what keeps a server down.
    right: { logins: 10, sends: 62, outcomes: { error: 60, answer: 1 }, refusedIsError: true },
  },
];
