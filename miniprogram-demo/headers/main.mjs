/**
 * Every answer of the server, in every spelling, as every platform hands it over, read by the built
 * package. Prints what came out, and fails where that is not what the server's contract says.
 */
import process from 'node:process';
import { inspect, isDeepStrictEqual } from 'node:util';
import { data, openLoaded } from '../../tests/support/sandbox.mjs';
import { handOver, PLATFORMS, receive } from './platforms.mjs';
import { ROUTES, SPELLINGS, startServer } from './server.mjs';
import { formatTable, wantsColour } from './table.mjs';

const HEAD = ['', 'platform', 'header as received', 'status', 'outcome', 'steps', 'retryAfter'];

const LEGEND = `
Each response came from a server on loopback through node's HTTP client, was given the shape that
wx.request would give it on the platform, and was read by pkg/ in a stand-in for the logic layer.
Responses that look the same to a mini-program share a line: iOS and HarmonyOS have one name for all
four on the wire. Android[] is Android, should it hand repeated fields over as an array. retryAfter
is in ms, counted from the server's own Date.

Not imitated: the platforms' own networking (NSURLSession, Cronet, HTTP/2, QUIC), JavaScript engines
and WXWebAssembly. Which platform spells how is what documents and developers report; it has not
been measured on phones.
说明：这里是替身，不是真机；各平台字段名的写法来自文档与社区，未在手机上实测。
`;

const server = await startServer();
try {
  const readings = await readEverything(server.origin);
  const wrong = readings.filter(({ route, seen }) => !isDeepStrictEqual(seen, route.expected));
  const spellings = spellingsIn(readings);
  const complete = spellings.size === Object.keys(SPELLINGS).length;
  const colour = wantsColour(process.stdout);
  console.log(formatTable(rows(readings), { colour }));
  console.log(LEGEND);
  console.log(
    `${readings.length} responses, ${spellings.size} spellings of WWW-Authenticate: ` +
      (wrong.length ? `${wrong.length} NOT as expected` : 'all as expected') +
      (complete ? '' : `; expected ${Object.keys(SPELLINGS).length} spellings`),
  );
  process.exitCode = wrong.length || !complete ? 1 : 0;
} finally {
  await server.close();
}

async function readEverything(origin) {
  const readings = [];
  for (const platform of PLATFORMS) {
    const { auth } = await openLoaded({ platform: platform.id });
    for (const route of ROUTES) {
      for (const spelling of Object.keys(SPELLINGS)) {
        const res = handOver(platform, await receive(`${origin}/${spelling}${route.path}`));
        readings.push({ platform, route, res, seen: read(auth, res) });
      }
    }
  }
  return readings;
}

/** What the package says of a response, in the terms of a route's expectation. */
function read({ findHeader, inspectResponse }, res) {
  // A date is taken against the clock of the one who wrote it: a phone's may be wrong.
  const now = Date.parse(findHeader(res.header, 'Date'));
  return {
    statusCode: res.statusCode,
    wwwAuthenticate: findHeader(res.header, 'WWW-Authenticate'),
    ...data(inspectResponse(res, now)),
  };
}

/** The names under which `WWW-Authenticate` arrived; told without the package's help. */
function spellingsIn(readings) {
  const names = readings.flatMap(({ res }) => Object.keys(res.header));
  return new Set(names.filter((name) => name.toLowerCase() === 'www-authenticate'));
}

function rows(readings) {
  return [
    { cells: HEAD, style: 'head' },
    ...ROUTES.flatMap((route) => [
      { cells: [''] },
      { cells: [`${route.title}  ${route.hint}`], style: 'group' },
      ...foldedRows(readings.filter((reading) => reading.route === route)),
    ]),
  ];
}

/** One row for all platforms that a response looks the same on. */
function foldedRows(readings) {
  const folded = new Map();
  for (const { platform, route, res, seen } of readings) {
    const cells = [fieldsOf(res.header), ...verdict(seen, route.expected)];
    const key = JSON.stringify(cells);
    const platforms = folded.get(key)?.platforms ?? new Set();
    const right = isDeepStrictEqual(seen, route.expected);
    folded.set(key, { cells, platforms: platforms.add(platform.name), right });
  }
  return Array.from(folded.values(), ({ cells, platforms, right }) => ({
    cells: [right ? '✓' : '✗', platformsText(platforms), ...cells],
    style: right ? undefined : 'wrong',
  }));
}

function fieldsOf(header) {
  const fields = Object.entries(header)
    .filter(([name]) => /^(www-authenticate|retry-after)$/i.test(name))
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? literal(value) : value}`);
  return fields.join('\n') || '(none)';
}

/** What the package said, and below it what it should have. */
function verdict(seen, expected) {
  const cell = (name, text) =>
    isDeepStrictEqual(seen[name], expected[name])
      ? text(seen[name])
      : `${text(seen[name])}\nnot ${text(expected[name])}`;
  const cells = [
    cell('statusCode', String),
    cell('outcome', String),
    cell('steps', (steps) => steps.join(', ') || '-'),
    cell('retryAfter', (ms) => String(ms ?? '-')),
  ];
  // What findHeader gave is what stands in the line already, unless it is wrong.
  return seen.wwwAuthenticate === expected.wwwAuthenticate
    ? cells
    : [...cells, cell('wwwAuthenticate', (value) => `findHeader: ${literal(value)}`)];
}

function literal(value) {
  return inspect(value, { breakLength: Number.POSITIVE_INFINITY });
}

function platformsText(names) {
  if (names.size === PLATFORMS.length) {
    return 'all';
  }
  // The variant is worth a word only where it differs from Android itself.
  return [...names].filter((name) => name !== 'Android[]' || !names.has('Android')).join(', ');
}
