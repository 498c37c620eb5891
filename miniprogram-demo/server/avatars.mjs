/** The pictures that users have chosen, as files: an avatar's url is public and can't be guessed. */
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { badRequest, Failure } from './failure.mjs';

/** By their first bytes. A file's own name and media type are claims of the one who sends it. */
const KINDS = [
  { extension: 'jpg', type: 'image/jpeg', is: (bytes) => bytes.readUIntBE(0, 3) === 0xffd8ff },
  { extension: 'png', type: 'image/png', is: (bytes) => bytes.readUInt32BE(0) === 0x89504e47 },
  {
    extension: 'webp',
    type: 'image/webp',
    is: (bytes) => bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 12) === 'RIFFWEBP',
  },
];
const NAME = /^[\w-]{22}\.(jpg|png|webp)$/;

/** @param {string} folder */
export function createAvatars(folder) {
  const fileOf = (name) => path.join(folder, name);

  return {
    /**
     * @param {Buffer} bytes
     * @returns {Promise<string>} the name under which it is kept
     * @throws {Failure} 400 for anything that is not a picture
     */
    async keep(bytes) {
      const kind = bytes.length < 12 ? undefined : KINDS.find(({ is }) => is(bytes));
      if (!kind) throw badRequest('the avatar is not a JPEG, PNG or WebP');
      const name = `${crypto.randomBytes(16).toString('base64url')}.${kind.extension}`;
      await fs.mkdir(folder, { recursive: true });
      await fs.writeFile(fileOf(name), bytes, { flag: 'wx', flush: true });
      return name;
    },

    /** @param {string | null} name */
    async remove(name) {
      if (name !== null) await fs.rm(fileOf(name), { force: true });
    },

    /**
     * @param {string} name as it came in a url
     * @returns {Promise<{ bytes: Buffer, type: string }>}
     */
    async read(name) {
      const [, extension] = NAME.exec(name) ?? [];
      const kind = KINDS.find((candidate) => candidate.extension === extension);
      try {
        if (kind) return { bytes: await fs.readFile(fileOf(name)), type: kind.type };
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
      }
      throw new Failure(404, 'notFound', 'there is no such avatar');
    },

    clear: () => fs.rm(folder, { recursive: true, force: true }),
  };
}
