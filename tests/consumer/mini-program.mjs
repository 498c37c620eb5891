/** A mini-program in a folder of its own that installs the package as its users do. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PKG } from '../support/sandbox.mjs';

/**
 * Makes an empty mini-program and installs the tarball of the built package in it.
 *
 * @param {string} [root] where app.json lies, seen from package.json: the `miniprogramRoot` of
 * project.config.json
 * @returns {{ folder: string, root: string, remove: () => void }} absolute paths; `remove` deletes all
 */
export function installInMiniProgram(root = '') {
  const workplace = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-consumer-'));
  const folder = path.join(workplace, 'app');
  const write = (file, content) => {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), content);
  };
  write('package.json', JSON.stringify({ name: 'app', private: true }));
  write(
    'project.config.json',
    JSON.stringify({ compileType: 'miniprogram', miniprogramRoot: root }),
  );
  write(path.join(root, 'app.json'), JSON.stringify({ pages: ['pages/index/index'] }));
  write(path.join(root, 'app.js'), "App({ auth: require('weapp-auth') });");
  write(path.join(root, 'pages/index/index.js'), 'Page({});');
  write(path.join(root, 'pages/index/index.wxml'), '<view />');

  const npm = (cwd, ...args) =>
    // An empty cache, and no registry: what is installed comes out of the tarball alone.
    execFileSync('npm', [...args, '--offline', '--cache', path.join(workplace, 'cache')], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const [{ filename }] = JSON.parse(npm(PKG, 'pack', '--json', '--pack-destination', workplace));
  npm(folder, 'install', '--no-audit', '--no-fund', path.join(workplace, filename));
  return {
    folder,
    root: path.join(folder, root),
    remove: () => fs.rmSync(workplace, { recursive: true }),
  };
}
