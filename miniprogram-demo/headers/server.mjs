/**
 * A server that answers as the documents of origin have it: ASP.NET Web API, which says by 401 and
 * `WWW-Authenticate` what it still needs. Each route stands beside what a mini-program must make of
 * it; these expectations are the contract's, written by hand.
 */
import http from 'node:http';

/**
 * How servers, proxies and HTTP versions spell field names on the wire, by what each makes of
 * `WWW-Authenticate`. One server spells all its fields alike.
 */
export const SPELLINGS = {
  'WWW-Authenticate': (name) => name,
  'Www-Authenticate': (name) =>
    name.toLowerCase().replace(/\b[a-z]/g, (initial) => initial.toUpperCase()),
  'www-authenticate': (name) => name.toLowerCase(),
  'WWW-AUTHENTICATE': (name) => name.toUpperCase(),
};

const BUNDLE = {
  token: 'a-token-of-the-demo',
  expiresIn: 7200,
  hasUserInfo: true,
  hasPhoneNumber: true,
  uid: '10001',
};

export const ROUTES = [
  {
    path: '/orders/without-token',
    title: '401, bare: Unauthorized()',
    hint: '口令为空或失效，先 wx.login',
    answer: () => ({ status: 401 }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: undefined,
      outcome: 'unauthorized',
      steps: ['login'],
      retryAfter: null,
    },
  },
  {
    path: '/orders/without-user-info',
    title: '401 getUserInfo: Unauthorized(new AuthenticationHeaderValue("getUserInfo"))',
    hint: '口令有效，缺 unionid 或用户信息',
    answer: () => ({ status: 401, fields: [['WWW-Authenticate', 'getUserInfo']] }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'getUserInfo',
      outcome: 'unauthorized',
      steps: ['userInfo'],
      retryAfter: null,
    },
  },
  {
    path: '/orders/without-phone-number',
    title: '401 getPhoneNumber: Unauthorized(new AuthenticationHeaderValue("getPhoneNumber"))',
    hint: '口令有效，缺手机号（找不到业务用户）',
    answer: () => ({ status: 401, fields: [['WWW-Authenticate', 'getPhoneNumber']] }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'getPhoneNumber',
      outcome: 'unauthorized',
      steps: ['phoneNumber'],
      retryAfter: null,
    },
  },
  {
    path: '/bearer/without-token',
    title: '401 Bearer: a foreign scheme only',
    hint: '只有别家的方案，等同于没有口令',
    answer: () => ({ status: 401, fields: [['WWW-Authenticate', 'Bearer realm="api"']] }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'Bearer realm="api"',
      outcome: 'unauthorized',
      steps: ['login'],
      retryAfter: null,
    },
  },
  {
    path: '/bearer/without-user-info',
    title: '401 Bearer and getUserInfo, in one field',
    hint: '与 Bearer 同在一个字段',
    answer: () => ({
      status: 401,
      fields: [['WWW-Authenticate', 'Bearer realm="api", getUserInfo']],
    }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'Bearer realm="api", getUserInfo',
      outcome: 'unauthorized',
      steps: ['userInfo'],
      retryAfter: null,
    },
  },
  {
    path: '/bearer/without-phone-number',
    title: '401 Bearer and getPhoneNumber, in two fields',
    hint: '与 Bearer 分在两个同名字段',
    answer: () => ({
      status: 401,
      fields: [
        ['WWW-Authenticate', 'Bearer realm="api"'],
        ['WWW-Authenticate', 'getPhoneNumber'],
      ],
    }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'Bearer realm="api", getPhoneNumber',
      outcome: 'unauthorized',
      steps: ['phoneNumber'],
      retryAfter: null,
    },
  },
  {
    path: '/gateway/without-phone-number',
    title: '401 Bearer and getPhoneNumber, the first from a gateway with a spelling of its own',
    hint: '网关另加一个字段，写法不同',
    answer: () => ({
      status: 401,
      gatewayFields: [['www-authenticate', 'Bearer realm="api"']],
      fields: [['WWW-Authenticate', 'getPhoneNumber']],
    }),
    expected: {
      statusCode: 401,
      wwwAuthenticate: 'Bearer realm="api", getPhoneNumber',
      outcome: 'unauthorized',
      steps: ['phoneNumber'],
      retryAfter: null,
    },
  },
  {
    path: '/orders',
    title: '200 with the token-status bundle in its body',
    hint: '正常应答，附口令状态包',
    answer: () => ({ status: 200, body: { orders: [], tokenStatus: BUNDLE } }),
    expected: {
      statusCode: 200,
      wwwAuthenticate: undefined,
      outcome: 'success',
      steps: [],
      retryAfter: null,
    },
  },
  {
    path: '/stock/locked',
    title: '503, Retry-After in seconds',
    hint: '服务暂不可用（例如持有锁），稍后再试',
    answer: () => ({ status: 503, fields: [['Retry-After', '120']] }),
    expected: {
      statusCode: 503,
      wwwAuthenticate: undefined,
      outcome: 'unavailable',
      steps: [],
      retryAfter: 120_000,
    },
  },
  {
    path: '/stock/maintained',
    title: '503, Retry-After as a date, five minutes ahead',
    hint: '同上，以日期给出',
    answer: (now) => ({ status: 503, fields: [['Retry-After', httpDate(now + 300_000)]] }),
    expected: {
      statusCode: 503,
      wwwAuthenticate: undefined,
      outcome: 'unavailable',
      steps: [],
      retryAfter: 300_000,
    },
  },
  {
    path: '/orders/too-often',
    title: '429, Retry-After in seconds',
    hint: '请求过多',
    answer: () => ({ status: 429, fields: [['Retry-After', '30']] }),
    expected: {
      statusCode: 429,
      wwwAuthenticate: undefined,
      outcome: 'tooManyRequests',
      steps: [],
      retryAfter: 30_000,
    },
  },
  {
    path: '/orders/too-often-today',
    title: '429, Retry-After as a date, an hour ahead',
    hint: '同上，以日期给出',
    answer: (now) => ({ status: 429, fields: [['Retry-After', httpDate(now + 3_600_000)]] }),
    expected: {
      statusCode: 429,
      wwwAuthenticate: undefined,
      outcome: 'tooManyRequests',
      steps: [],
      retryAfter: 3_600_000,
    },
  },
];

/**
 * Listens on a free port of loopback. The first segment of a path chooses the spelling:
 * `/www-authenticate/orders` is `/orders` of a server that writes its names in lower case.
 *
 * @param {number} [now] its clock, which stands still, so that the same answer is always the same
 * @returns {Promise<{ origin: string, close(): Promise<void> }>}
 */
export async function startServer(now = Date.now()) {
  const server = http.createServer((request, response) => {
    const [, spelling, path] = /^\/([^/]+)(\/.+)$/.exec(request.url) ?? [];
    const route = ROUTES.find((candidate) => candidate.path === path);
    // Node would write its own Date, in its own spelling.
    response.sendDate = false;
    if (route && Object.hasOwn(SPELLINGS, spelling)) {
      send(response, { ...route.answer(now), now }, SPELLINGS[spelling]);
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function send(response, { status, gatewayFields = [], fields = [], body, now }, spell) {
  const content = body ? JSON.stringify(body) : '';
  const own = [
    ...fields,
    ['Date', httpDate(now)],
    ...(body ? [['Content-Type', 'application/json; charset=utf-8']] : []),
    ['Content-Length', String(Buffer.byteLength(content))],
  ].map(([name, value]) => [spell(name), value]);
  // A flat array, and no setHeader: node writes such names as they are, repeats included.
  response.writeHead(status, [...gatewayFields, ...own].flat()).end(content);
}

/** `toUTCString` makes what RFC 9110, section 5.6.7, prefers; whole seconds, cut off. */
function httpDate(ms) {
  return new Date(ms).toUTCString();
}
