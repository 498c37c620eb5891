import fs from 'node:fs';
import path from 'node:path';

/**
 * The code package of a mini-program's folder as the sandbox takes it: its files by absolute path,
 * without node_modules.
 *
 * @param {string} root the folder of app.json
 * @returns {Record<string, Buffer>}
 */
export function codePackage(root) {
  return Object.fromEntries(
    fs
      .readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name))
      .map((file) => [path.posix.join('/', path.relative(root, file)), fs.readFileSync(file)])
      .filter(([file]) => !file.startsWith('/node_modules/')),
  );
}
