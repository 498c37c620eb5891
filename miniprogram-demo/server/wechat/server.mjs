/**
 * Stands for WeChat: its API for backends, WeChat Pay's, and, under /fake/, the WeChat client on a
 * user's phone. Keeps everything in memory; openids, unionids and numbers are the same at each start.
 */
import { corsFields, preflightFields } from '../cors.mjs';
import { Failure } from '../failure.mjs';
import { listen } from '../listen.mjs';
import { send } from '../reply.mjs';
import { readJson } from '../request-body.mjs';
import { createRouter } from '../router.mjs';
import { apiRoutes } from './api-routes.mjs';
import { createCodes } from './codes.mjs';
import { paymentRoutes } from './payment-routes.mjs';
import { makePeople } from './people.mjs';
import { phoneRoutes } from './phone-routes.mjs';

/** The mini-program as it is registered here. */
export const ACCOUNT = { appid: 'wx0000000000000000', secret: 'the-app-secret-of-the-demo' };

const asWritten = (name) => name;

/**
 * @param {{ host?: string, port?: number, now?: () => number, account?: typeof ACCOUNT }} [options]
 * @returns {Promise<{ origin: string, close(grace?: number): Promise<void>, people: object[] }>}
 *     `people` lets a test look at what must not be seen elsewhere
 */
export async function startWeChat({ host, port, now = Date.now, account = ACCOUNT } = {}) {
  const state = createState(now);
  const parts = { account, state, now };
  const find = createRouter([...apiRoutes(parts), ...paymentRoutes(parts), ...phoneRoutes(parts)]);

  async function handle(request, response) {
    const reply = request.method === 'OPTIONS' ? preflight(request) : await answer(request);
    const fields = [...corsFields(request.headers.origin, []), ...(reply.fields ?? [])];
    send(response, { ...reply, fields }, { now: now(), spell: asWritten, isShown: false });
  }

  async function answer(request) {
    try {
      const url = new URL(request.url, 'http://wechat.invalid');
      const { route, params } = find(request.method, url.pathname);
      const body = route.body && (await readJson(request, route.body));
      return { status: 200, ...route.handle({ params, body, query: url.searchParams }) };
    } catch (error) {
      const { status = 500, code, message, fields } = error instanceof Failure ? error : {};
      return { status, body: { code, message }, fields };
    }
  }

  const server = await listen(handle, { host, port });
  return { ...server, people: state.people };
}

function createState(now) {
  const codes = createCodes(now);
  const state = { codes, people: makePeople(), reset };
  reset();
  return state;

  function reset() {
    codes.clear();
    makePeople().forEach((person, index) => Object.assign(state.people[index], person));
    Object.assign(state, { holder: 'first', payments: [], failures: {}, access: undefined });
  }
}

function preflight({ headers }) {
  return { status: 204, fields: preflightFields(headers['access-control-request-headers']) };
}
