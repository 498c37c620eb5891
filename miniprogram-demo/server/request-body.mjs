/** Bodies of requests, read within limits: JSON here, forms with files in form.mjs. */
import * as v from 'valibot';
import { badRequest, Failure } from './failure.mjs';

const JSON_LIMIT = 32 * 1024;

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {v.GenericSchema} schema members that it doesn't name are left out
 * @returns {Promise<object>}
 * @throws {Failure} 400, 413 or 415
 */
export async function readJson(request, schema) {
  const bytes = await readAll(request, JSON_LIMIT);
  if (bytes.length > 0 && mediaType(request) !== 'application/json') {
    throw new Failure(415, 'unsupportedMediaType', 'the body must be application/json');
  }
  return checked(bytes.length > 0 ? parsed(bytes) : {}, schema);
}

/** @throws {Failure} 400 that names the member which is wrong, not its value */
export function checked(value, schema) {
  const { success, output, issues } = v.safeParse(schema, value);
  if (success) return output;
  const where = v.getDotPath(issues[0]) ?? 'the body';
  throw badRequest(`${where} is missing or not as it should be`);
}

export function tooLarge(limit) {
  return new Failure(413, 'tooLarge', `more than ${limit} bytes`);
}

export function mediaType(request) {
  return (request.headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
}

/** Reads to the end also what is too long, and forgets it: who still sends does not hear. */
async function readAll(request, limit) {
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of request) {
      length += chunk.length;
      if (length <= limit) chunks.push(chunk);
    }
  } catch {
    throw badRequest('the body is broken off');
  }
  if (length > limit) throw tooLarge(limit);
  return Buffer.concat(chunks);
}

function parsed(bytes) {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw badRequest('the body is not JSON');
  }
}
