/** Everything that the simulator's pages load, built in memory. */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';
import { readCodePackage } from './compile/code-package.mjs';
import { PKG } from '../../tests/support/sandbox.mjs';
import { compileProgram } from './compile/program.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const FONT = path.dirname(fileURLToPath(import.meta.resolve('@fontsource/noto-sans-sc')));

/** The demo mini-program. */
export const DEMO = here('../miniprogram');
const STATES = here('../../docs/states.md');

/**
 * @param {{ root?: string, packages?: string[] }} [options] another mini-program
 * @returns {Map<string, Buffer | string>} files by their path on the server
 */
export function buildSite({ root = DEMO, packages = [PKG] } = {}) {
  const { source, assets } = compileProgram(readCodePackage(root, packages));
  const site = new Map();
  for (const [file, content] of assets) {
    site.set(`/package/${file}`, content);
  }
  site.set('/program.js', `globalThis.program = ${source};\n`);
  for (const file of ['host/phone.css', 'host/windows.css', 'panel/panel.css']) {
    site.set(`/${file}`, fs.readFileSync(here(`./${file}`)));
  }
  for (const page of ['host/phone.html', 'panel/panel.html']) {
    site.set(`/${path.basename(page)}`, fs.readFileSync(here(`./${page}`)));
  }
  site.set('/states.json', JSON.stringify(readArrows(fs.readFileSync(STATES, 'utf8'))));
  site.set('/host.js', bundle('./host/main.js'));
  site.set('/panel.js', bundle('./panel/main.js'));
  addFont(site);
  return site;
}

function bundle(file) {
  const { outputFiles } = esbuild.buildSync({
    entryPoints: [here(file)],
    bundle: true,
    charset: 'utf8',
    define: { 'process.env.NODE_ENV': '"production"' },
    format: 'esm',
    sourcemap: 'inline',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0].text;
}

/** The arrows of the state diagram, each pair of states once. */
function readArrows(page) {
  const arrows = [...page.matchAll(/^ +(\w+) --> (\w+):/gm)].map(([, from, to]) => `${from} ${to}`);
  return [...new Set(arrows)].map((arrow) => arrow.split(' '));
}

/** Chinese, where the machine has no font for it: 400 and 600, in slices that are loaded as needed. */
function addFont(site) {
  for (const weight of ['400', '600']) {
    const sheet = fs.readFileSync(path.join(FONT, `${weight}.css`), 'utf8');
    site.set(`/font/${weight}.css`, sheet.replace(/, url\([^)]*\.woff\) format\('woff'\)/g, ''));
  }
  for (const file of fs.readdirSync(path.join(FONT, 'files'))) {
    if (/-(400|600)-normal\.woff2$/.test(file)) {
      site.set(`/font/files/${file}`, fs.readFileSync(path.join(FONT, 'files', file)));
    }
  }
}
