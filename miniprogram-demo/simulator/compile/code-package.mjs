/** A mini-program's code package: what WeChat would download, by path from its root. */
import fs from 'node:fs';
import path from 'node:path';

/**
 * Reads a code package as 构建 npm leaves it: the mini-program's own folder, and each npm package's
 * `miniprogram` folder whole under `miniprogram_npm`.
 *
 * @param {string} root the folder of `app.json`
 * @param {string[]} [packages] folders of npm packages
 * @returns {Map<string, Buffer>}
 */
export function readCodePackage(root, packages = []) {
  const files = readFolder(root);
  for (const folder of packages) {
    const { name, miniprogram = 'miniprogram_dist' } = readManifest(folder);
    for (const [file, content] of readFolder(path.join(folder, miniprogram))) {
      files.set(`miniprogram_npm/${name}/${file}`, content);
    }
  }
  return files;
}

/** Which page or component a path in `usingComponents` names, seen from the one that uses it. */
export function resolveComponent(files, from, target) {
  const beside = path.posix.join('/', path.posix.dirname(from), target).slice(1);
  const candidates = target.startsWith('/')
    ? [target.slice(1)]
    : [beside, `miniprogram_npm/${target}`];
  const found = candidates
    .flatMap((candidate) => [candidate, `${candidate}/index`])
    .find((candidate) => files.has(`${candidate}.json`));
  if (!found) {
    throw new Error(`${from}.json: there is no component ${target}`);
  }
  return found;
}

function readFolder(root) {
  const entries = fs.readdirSync(root, { recursive: true, withFileTypes: true });
  return new Map(
    entries
      .filter((entry) => entry.isFile() && !entry.parentPath.includes('miniprogram_npm'))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => [path.relative(root, file).replaceAll(path.sep, '/'), fs.readFileSync(file)]),
  );
}

function readManifest(folder) {
  return JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
}
