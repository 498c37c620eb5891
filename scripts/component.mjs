// The component as it ships: its JavaScript in one file, and all of it without what only people read.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import esbuild from 'esbuild';

const SOURCE = fileURLToPath(new URL('../src/shell/auth-button', import.meta.url));

/** The files of the component by name. Its registry stays outside: the main entry has the same. */
export async function buildComponent() {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(SOURCE, 'index.js')],
    bundle: true,
    external: ['../registry.js'],
    format: 'cjs',
    platform: 'neutral',
    target: 'es2017',
    charset: 'utf8',
    minify: true,
    write: false,
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  });
  return {
    'index.js': outputFiles[0].text,
    'index.json': JSON.stringify(JSON.parse(source('index.json'))),
    'index.wxml': source('index.wxml').replace(/\s+/g, ' ').replace(/> </g, '><').trim(),
    // Not by a bundler: none knows that Skyline reads `::after` and not `:after`.
    'index.wxss': source('index.wxss')
      .replace(/\/\*[^]*?\*\//g, '')
      .replace(/\s+/g, ' ')
      .replace(/ ?([{};,]) ?|(:) /g, '$1$2')
      .replace(/;}/g, '}')
      .trim(),
  };
}

function source(file) {
  return fs.readFileSync(path.join(SOURCE, file), 'utf8');
}
