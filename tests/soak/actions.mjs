/** What can happen in a schedule, and how often. */
import { FOREIGN, LOGIN_PAGE, PAGES, ROUTES } from './setup.mjs';
import { leave, press } from './person.mjs';

const STEPS = ['login', 'userInfo', 'phoneNumber'];
const CHALLENGES = [
  'getUserInfo',
  'getPhoneNumber',
  'getUserInfo, getPhoneNumber',
  'Basic realm="getPhoneNumber"',
  'Bearer error="invalid_token"',
  ['getPhoneNumber', 'Basic realm="x"'],
];
const NETWORK_ERROR = { errMsg: 'request:fail -7:net::ERR_TIMED_OUT', errno: 600001 };

/** Each action, how often it is taken, and what it does. */
const ACTIONS = {
  request: [30, (world) => request(world, 'request')],
  upload: [3, (world) => request(world, 'uploadFile')],
  download: [3, (world) => request(world, 'downloadFile')],
  foreign: [2, (world) => request(world, 'request', world.draw.pick(FOREIGN))],
  burst: [3, burst],
  wait: [25, wait],
  answerOddly: [8, answerOddly],
  platformFails: [5, platformFails],
  press: [14, (world) => press(world, world.draw.pick(world.auths))],
  leave: [4, leave],
  openPage: [4, openPage],
  call: [5, call],
  logout: [2, logout],
  abort: [4, abort],
  session: [4, session],
  clock: [1.5, clock],
  storage: [1, storage],
  app: [1, app],
  component: [2, component],
  restart: [0.6, (world) => world.restart()],
  renew: [0.6, (world) => world.renew(world.draw.below(world.auths.length))],
};

const NAVIGATIONS = ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'];
/** How long nobody else navigates, in ms; after that a navigation counts as one without an end. */
const LONGEST_NAVIGATION = 5000;

const WEIGHTS = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, [weight]]) => [name, weight]),
);

/** Lets one thing happen; its name. */
export async function act(world) {
  const name = world.draw.weighted(WEIGHTS);
  await ACTIONS[name][1](world);
  return name;
}

function request(world, api, url) {
  const { draw, fake } = world;
  const auth = draw.pick(world.auths);
  world.requests += 1;
  const id = `r${world.requests}`;
  const path = draw.pick(Object.keys(ROUTES));
  const mode = draw.weighted({ default: 6, silent: 2, optional: 1, none: 0.5 });
  const method = draw.weighted({ GET: 5, POST: 4, PUT: 1, DELETE: 1, HEAD: 0.5 });
  const options = {
    url: url ?? `${draw.pick(['', 'https://api.example.com'])}${path}?id=${id}`,
    header: Object.freeze({ 'X-Id': id }),
    ...(mode !== 'default' && { auth: mode }),
    ...(draw.chance(0.1) && { replay: 'always' }),
    ...(draw.chance(0.1) && { timeout: draw.between(100, 5000) }),
  };
  if (api === 'request') {
    options.method = method;
    options.data = method === 'POST' ? Object.freeze({ a: 1 }) : undefined;
  } else if (api === 'uploadFile') {
    const filePath = fake.files.newPath('photo');
    if (draw.chance(0.95)) {
      fake.files.write(filePath, 'an image');
    }
    Object.assign(options, { filePath, name: 'photo' });
  }
  const callbacks = ['success', 'fail', 'complete'].filter(() => draw.chance(0.4));
  const settles = callbacks.includes('success') && callbacks.includes('fail');
  const about = {
    api,
    isOurs: url === undefined && mode !== 'none',
    reads: api === 'downloadFile' || /GET|HEAD/.test(method),
    life: world.lives.length,
    route: url ?? path,
    mode,
  };
  return world.callers.request((given) => auth[api](given), {
    id,
    callbacks,
    watchesPromise: !settles || draw.chance(0.8),
    options,
    about,
  });
}

function burst(world) {
  for (let left = 5; left > 0; left -= 1) {
    request(world, 'request');
  }
}

async function wait({ draw, fake }) {
  const ms = draw.weighted({
    0: 3,
    1: 3,
    10: 8,
    60: 8,
    400: 4,
    3000: 2,
    20_000: 0.7,
    400_000: 0.3,
  });
  await fake.advance(draw.between(0, Number(ms)));
}

/** The next answers for a path are not what the server would say by itself. */
function answerOddly({ draw, trouble }) {
  const paths = [...Object.keys(ROUTES), '/login', '/login', '/user-info', '/phone-number'];
  const delay = draw.weighted({ 0: 4, 50: 3, 2000: 1, 20_000: 0.3 });
  const odd = () => {
    switch (draw.weighted({ network: 3, status: 3, bare: 3, challenge: 3, never: 0.5, own: 3 })) {
      case 'network':
        return { fail: NETWORK_ERROR };
      case 'status':
        return {
          status: draw.pick([200, 204, 302, 400, 403, 429, 500, 503]),
          header: draw.chance(0.3) ? { 'Retry-After': draw.pick(['1', '30', 'soon']) } : {},
          data: draw.pick([
            undefined,
            null,
            '',
            'text',
            {},
            [],
            { tokenStatus: null },
            { needs: true },
          ]),
        };
      case 'bare':
        return { status: 401, data: draw.pick([undefined, '', null, { error: 'unauthorized' }]) };
      case 'challenge':
        return { status: 401, header: { 'WWW-Authenticate': draw.pick(CHALLENGES) } };
      case 'never':
        return 'never';
      default:
        return draw.pick([{ rotate: true }, { bundle: true }, {}]);
    }
  };
  trouble.answers(
    draw.pick(paths),
    ...Array.from({ length: draw.between(1, 3) }, () => {
      const answer = odd();
      return typeof answer === 'string'
        ? answer
        : { ...answer, delay: draw.between(0, Number(delay)) };
    }),
  );
}

/** The next calls of an api do not come to what they should. */
function platformFails(world) {
  const { draw, trouble } = world;
  const api = draw.pick([
    ...['login', 'login', 'login', ...NAVIGATIONS],
    ...['getSetting', 'getPrivacySetting', 'getUserInfo', 'setStorage'],
  ]);
  const outcome = draw.weighted({ fail: 4, never: 1, twice: 2, throws: 1, late: 2, empty: 1 });
  if (draw.chance(0.3)) {
    // The platform ends these by itself, so they are never without an answer.
    trouble.calls(
      draw.pick(['request', 'request', 'uploadFile', 'downloadFile']),
      draw.pick(['twice', 'twice', 'throws', { delay: draw.between(0, 20_000) }]),
    );
    return;
  }
  const delay = draw.between(0, 20_000);
  if (outcome === 'late' && NAVIGATIONS.includes(api) && delay > LONGEST_NAVIGATION) {
    world.excuses += 1;
  }
  trouble.calls(
    api,
    {
      fail: { fail: `${api}:fail`, delay: delay % 100 },
      late: { delay },
      empty: { result: { code: '' } },
    }[outcome] ?? outcome,
  );
}

function openPage({ draw, fake, setup }) {
  const tabs = setup.phone.pages.tabBar;
  if (fake.pages.length < 10) {
    const page = draw.pick([...PAGES, LOGIN_PAGE]);
    fake.openPage(`/${page}${tabs.includes(page) || draw.chance(0.7) ? '' : '?id=1'}`);
  }
}

function call(world) {
  const { draw } = world;
  const auth = draw.pick(world.auths);
  const name = draw.pick(['login', 'credentials', 'require', 'ready', 'watch']);
  if (name === 'ready') {
    world.callers.call(name, auth.ready);
  } else if (name === 'watch') {
    auth.unwatch();
    auth.unwatch = auth.watch((view) => world.told.push(['view', view]));
  } else {
    world.callers.call(name, auth[name](draw.pick(STEPS)));
  }
}

function logout(world) {
  const { draw, watch } = world;
  const auth = draw.pick(world.auths);
  watch.dropped(auth.storageKey);
  world.callers.call('logout', auth.logout(draw.pick([undefined, {}, { hold: true }])));
  // Again: what was noticed first, such as a clock put forward, may have begun another login.
  watch.dropped(auth.storageKey);
}

function abort({ draw, callers, lives }) {
  const mine = callers.pending().filter(({ abort, life }) => abort && life === lives.length);
  if (mine.length > 0) {
    draw.pick(mine).abort();
  }
}

/** The server changes its mind about who this is. */
function session({ draw, server, fake }) {
  const step = draw.pick(['userInfo', 'phoneNumber']);
  draw.pick([
    () => server.revoke(),
    () => server.revokeAll(),
    () => server.rotate(),
    () => server.endSession(),
    () => server.know(step),
    () => server.forget(step),
    () => fake.changeUser(),
  ])();
}

function clock(world) {
  const { draw, fake, watch } = world;
  const before = fake.now();
  fake.setClock(draw.pick([0, -3_600_000, 3_600_000, -60_000, 5000, 400 * 86_400_000]));
  if (fake.now() > before) {
    watch.clockForward();
    world.excuses += 1;
  }
}

function storage({ draw, fake }) {
  draw.pick([
    () => (fake.storage.full = true),
    () => (fake.storage.full = false),
    () => fake.storage.corrupt(),
    () => fake.storage.clear(),
    () => fake.storage.set('weapp-auth', { version: 99 }),
  ])();
}

async function app({ draw, fake }) {
  if (draw.chance(0.5)) {
    fake.network.offline = !fake.network.offline;
  } else {
    fake.hideApp();
    await fake.advance(draw.pick([10, 6000]));
    fake.showApp();
  }
}

/** What `<auth-button>` tells the registry's entry of an auth. */
function component({ draw, auths, miniProgram }) {
  const entry = miniProgram.registry.find(draw.pick(auths).storageKey);
  draw.pick([
    () => entry.offer(draw.pick(['userInfo', 'phoneNumber'])),
    () => entry.offer(null),
    () => entry.hidden(entry.here()),
  ])();
}
