/**
 * One request, from its header to its answer, in this order: the route, the token, what is still
 * missing of the user, the body, the business, the bundle.
 */
import crypto from 'node:crypto';
import { bundleOf, SIGNED_OUT, withBundle } from './bundle.mjs';
import { loginNeeded, stepsNeeded } from './challenge.mjs';
import { corsFields, preflightFields } from './cors.mjs';
import { Failure } from './failure.mjs';
import { stepsMissing } from './flow.mjs';
import { locationOf } from './log.mjs';
import { send } from './reply.mjs';
import { readJson } from './request-body.mjs';

const EXPOSED = ['WWW-Authenticate', 'Token-Status', 'Retry-After', 'Date', 'Demo-Header-Names'];

/**
 * @param {object} parts
 * @param {(method: string, path: string) => { route: import('./router.mjs').Route }} parts.findRoute
 * @param {ReturnType<typeof import('./sessions.mjs').createSessions>} parts.sessions
 * @param {ReturnType<typeof import('./users.mjs').createUsers>} parts.users
 * @param {ReturnType<typeof import('./settings.mjs').settingsFrom>} parts.settings
 * @param {typeof import('./conditions.mjs').FAIR} parts.conditions what goes wrong on purpose
 * @param {() => number} parts.now
 * @param {(entry: object) => void} parts.log
 * @returns {import('node:http').RequestListener}
 */
export function createHandler({ findRoute, sessions, users, settings, conditions, now, log }) {
  return async function handle(request, response) {
    const startedAt = performance.now();
    // Not `request.url`: a query may hold what is no log's business.
    const path = request.url.split('?')[0];
    const call = { id: crypto.randomUUID(), request, response, path };
    const reply = await replyTo(call);
    const spell = conditions.spell(request);
    const fields = [...corsFields(request.headers.origin, EXPOSED), ...(reply.fields ?? [])];
    send(response, { ...reply, fields }, { now: now(), spell, isShown: conditions.isShown });
    log({
      event: 'answered',
      id: call.id,
      method: request.method,
      // The route, not the path: a path may hold the name of something that is one user's.
      route: call.route?.path ?? null,
      status: reply.status,
      ms: Math.round(performance.now() - startedAt),
    });
  };

  async function replyTo(call) {
    if (call.request.method === 'OPTIONS') return preflight(call.request);
    try {
      return withStatus(call, await attempted(call));
    } catch (error) {
      return unexpected(call, error);
    }
  }

  async function attempted(call) {
    try {
      await conditions.before(call);
      Object.assign(call, findRoute(call.request.method, call.path));
      return await answered(call);
    } catch (error) {
      if (error instanceof Failure) return refusal(error);
      throw error;
    }
  }

  async function answered(call) {
    const { route, request } = call;
    if (route.access) admit(call);
    if (route.body) call.body = await readJson(request, route.body);
    return route.handle(call);
  }

  /** Finds out who asks, and whether all is known of them that the route needs. */
  function admit(call) {
    const { route, request } = call;
    const session = sessions.find(bearerToken(request));
    if (session?.ended && route.access === 'session') {
      throw new Failure(settings.endedStatus, session.ended, 'the session has been ended');
    }
    if (session && !session.ended) {
      call.session = session;
      call.user = users.byId(session.userId);
    } else if (route.access === 'session') {
      throw loginNeeded();
    }
    const missing = call.user ? stepsMissing(route.needs ?? [], call.user, settings) : [];
    if (missing.length > 0) throw stepsNeeded(missing);
  }

  /** Without a bundle: what has failed may be the database. */
  function unexpected(call, error) {
    log({ event: 'failed', id: call.id, ...locationOf(error) });
    const message = `an unexpected failure, recorded as ${call.id}`;
    return { status: 500, body: { error: { code: 'unexpected', message } } };
  }

  /** Adds the bundle: as things stand after the answer was made, not before. */
  function withStatus(
    call,
    { status = 200, body = {}, file, fields = [], session = call.session },
  ) {
    if (file) return { status, file, fields };
    const bundle = bundleNow(session);
    return {
      status,
      ...(bundle ? withBundle({ body, fields }, bundle, settings) : { body, fields }),
    };
  }

  /** @param {object | null | undefined} session null: signed out by this very request */
  function bundleNow(session) {
    if (session === null) return SIGNED_OUT;
    const renewed = session && sessions.renew(session);
    return renewed && bundleOf(renewed, users.byId(session.userId), settings);
  }
}

function refusal({ status, code, message, fields }) {
  return { status, body: { error: { code, message } }, fields };
}

function preflight({ headers }) {
  return {
    status: 204,
    fields: headers.origin ? preflightFields(headers['access-control-request-headers']) : [],
  };
}

/** RFC 6750, section 2.1; the scheme's case doesn't matter (RFC 9110, section 11.1). */
function bearerToken(request) {
  return /^bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1];
}
