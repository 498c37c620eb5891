/** Forms with one file, as wx.uploadFile sends them (multipart/form-data). */
import { pipeline } from 'node:stream/promises';
import Busboy from '@fastify/busboy';
import { badRequest } from './failure.mjs';
import { tooLarge } from './request-body.mjs';

const FILE_LIMIT = 2 * 1024 * 1024;
const LIMITS = {
  fileSize: FILE_LIMIT,
  files: 1,
  fields: 20,
  parts: 21,
  fieldSize: 4096,
  fieldNameSize: 100,
  headerPairs: 20,
  headerSize: 4096,
};

/**
 * Reads the whole form into memory: a picture is small, and the order of the parts is the client's.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} fileField the name that the file must have
 * @returns {Promise<{ fields: Record<string, string>, file: Buffer }>}
 * @throws {import('./failure.mjs').Failure} 400 or 413
 */
export async function readForm(request, fileField) {
  const fields = new Map();
  const chunks = [];
  let truncated = false;
  const parser = parserOf(request);
  parser.on('field', (name, value, nameTruncated, valueTruncated) => {
    truncated ||= nameTruncated || valueTruncated;
    fields.set(name, value);
  });
  parser.on('file', (name, stream) => {
    stream.on('limit', () => (truncated = true));
    // The parser fails as well, and is heard below; unheard here, it would end the process.
    stream.on('error', () => {});
    stream.on('data', (chunk) => name === fileField && chunks.push(chunk));
  });
  for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit']) {
    parser.on(event, () => (truncated = true));
  }
  try {
    await pipeline(request, parser);
  } catch {
    throw badRequest('the form is broken off');
  }
  if (truncated) throw tooLarge(FILE_LIMIT);
  if (chunks.length === 0) throw badRequest(`the form has no file ${fileField}`);
  return { fields: Object.fromEntries(fields), file: Buffer.concat(chunks) };
}

function parserOf(request) {
  try {
    return new Busboy({ headers: request.headers, limits: LIMITS });
  } catch {
    throw badRequest('the form has no boundary');
  }
}
