// Makes pkg/ of what wasm-pack has built: lowers and shrinks the module, bundles the shell around
// its glue, and lays both out as 构建 npm expects. Usage: node scripts/package.mjs WASM_PACK_DIR PKG
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import binaryen from 'binaryen';
import esbuild from 'esbuild';
import { buildComponent } from './component.mjs';

const require = createRequire(import.meta.url);
const brotli = require('brotli-wasm');
const [built, pkg] = process.argv.slice(2).map((folder) => path.resolve(folder));
const dist = path.join(pkg, 'miniprogram_dist');
const { name, version, description, keywords, license } = crate();

/** The entries beside the main one: each a file of this name, and its types. */
const SUBPATHS = ['plain', 'testing'];

fs.rmSync(pkg, { recursive: true, force: true });
fs.mkdirSync(dist, { recursive: true });
fs.writeFileSync(path.join(pkg, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
const imports = writeModule('weapp_auth_bg.wasm');
await writeShell('weapp_auth_bg.js', imports, 'index.js');
await writePlainCore('weapp_auth_bg.wasm', 'plain-core.js');
await writeAsIs('src/shell/registry.js', 'registry.js');
await writeAsIs('src/shell/plain.js', 'plain.js');
await writeTesting('src/testing/index.js', 'testing.js');
fs.mkdirSync(path.join(dist, 'auth-button'));
for (const [file, text] of Object.entries(await buildComponent())) {
  fs.writeFileSync(path.join(dist, 'auth-button', file), text);
}
for (const [from, to] of [
  ['src/shell/index.d.ts', 'miniprogram_dist/index.d.ts'],
  ['src/shell/auth.d.ts', 'miniprogram_dist/auth.d.ts'],
  ['src/shell/request.d.ts', 'miniprogram_dist/request.d.ts'],
  ['src/wasm/types.d.ts', 'miniprogram_dist/types.d.ts'],
  ['src/shell/plain.d.ts', 'miniprogram_dist/plain.d.ts'],
  ['src/testing/index.d.ts', 'miniprogram_dist/testing.d.ts'],
  ['src/testing/testing-server.d.ts', 'miniprogram_dist/testing-server.d.ts'],
  ['src/shell/README.md', 'README.md'],
  ['LICENSE-APACHE', 'LICENSE-APACHE'],
  ['LICENSE-MIT', 'LICENSE-MIT'],
]) {
  fs.copyFileSync(from, path.join(pkg, to));
}
nameExports(path.join(dist, 'index.js'));
nameExports(path.join(dist, 'testing.js'));

/**
 * Lowers the module to WebAssembly 1.0, since what WeChat runs on iOS knows little more. Returns
 * the names of the glue's functions by the short names under which the module now imports them.
 */
function writeModule(file) {
  const to = path.join(dist, file);
  const module = binaryen.readBinary(fs.readFileSync(path.join(built, file)));
  const imports = shortenImports(module);
  // Two globals that nothing of ours reads, and that WeChat on iOS does not support as exports.
  module.removeExport('__abort_handler');
  module.removeExport('__instance_terminated');
  fs.writeFileSync(to, module.emitBinary());

  const features = [
    'bulk-memory',
    'bulk-memory-opt',
    'sign-ext',
    'nontrapping-float-to-int',
    'mutable-globals',
  ];
  const lower = ['llvm-memory-copy-fill', 'llvm-nontrapping-fptoint', 'signext'];
  execFileSync(process.execPath, [
    require.resolve('binaryen/bin/wasm-opt'),
    to,
    ...features.map((feature) => `--enable-${feature}`),
    ...lower.map((feature) => `--${feature}-lowering`),
    // Functions that are called once stay apart: alike, they compress better than inlined.
    '--one-caller-inline-max-function-size=25',
    // What LLVM made of loops and matches, made anew and smaller, which then takes two rounds.
    '--flatten',
    '--rereloop',
    '-Oz',
    '-Oz',
    '--converge',
    '--strip-target-features',
    '--strip-producers',
    '-o',
    to,
  ]);
  // Node's own brotli would differ with the version of node.
  fs.writeFileSync(`${to}.br`, brotli.compress(fs.readFileSync(to), { quality: 11 }));
  return imports;
}

/** The hashes in the glue's names are a twentieth of what is shipped, and don't compress. */
function shortenImports(module) {
  const functions = Array.from({ length: module.getNumFunctions() }, (_, index) =>
    binaryen.getFunctionInfo(module.getFunctionByIndex(index)),
  ).filter(({ base }) => base);
  return Object.fromEntries(
    functions.map(({ name, module: from, base, params, results }, index) => {
      const short = `f${index.toString(36)}`;
      module.removeFunction(name);
      module.addFunctionImport(name, from, short, params, results);
      return [short, base];
    }),
  );
}

async function writeShell(file, imports, to) {
  const common = {
    bundle: true,
    platform: 'neutral',
    target: 'es2017',
    legalComments: 'none',
    charset: 'utf8',
  };
  const glue = await esbuild.build({
    ...common,
    entryPoints: [path.join(built, file)],
    format: 'esm',
    inject: ['src/shell/glue-globals.js'],
    packages: 'external',
    write: false,
  });
  await esbuild.build({
    ...common,
    entryPoints: ['src/shell/index.js'],
    format: 'cjs',
    outfile: path.join(dist, to),
    minify: true,
    // src/shell/index.js says why it mixes them.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    banner: { js: `/*! weapp-auth ${version} | ${license} */` },
    define: { RELEASE: String(releaseNumber()), globalThis: 'noGlobals' },
    // The text coding would prefer what the platform has: with none, it is the same everywhere.
    inject: ['src/shell/no-globals.js'],
    // Files of their own in the package.
    external: ['./registry.js', './plain-core.js'],
    plugins: [
      generated('weapp-auth-glue', glue.outputFiles[0].text),
      generated(
        'weapp-auth-imports',
        `import * as glue from 'weapp-auth-glue';
         export const imports = { './${file}': {${Object.entries(imports)
           .map(([short, name]) => `${short}: glue.${name}`)
           .join()}} };`,
      ),
    ],
  });
}

/** Of CommonJS, node imports by name only what it sees without running it; this is never run. */
function nameExports(file) {
  fs.appendFileSync(file, `0&&(module.exports={${Object.keys(require(file))}});\n`);
}

/**
 * The module as JavaScript: a function of the glue's functions that returns its exports. What it
 * imports is what the function was given.
 */
async function writePlainCore(file, to) {
  const { stdout } = spawnSync(
    process.execPath,
    [require.resolve('binaryen/bin/wasm2js'), path.join(dist, file), '-Oz'],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  await esbuild.build({
    stdin: { contents: stdout, resolveDir: '.' },
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2017',
    legalComments: 'none',
    minify: true,
    outfile: path.join(dist, to),
    banner: { js: 'module.exports=function(glue){var module={exports:{}};' },
    footer: { js: 'return module.exports};' },
    plugins: [
      {
        name: 'glue',
        setup(build) {
          build.onResolve({ filter: /_bg\.js$/ }, () => ({ path: 'glue', namespace: 'glue' }));
          build.onLoad({ filter: /./, namespace: 'glue' }, () => ({
            contents: 'module.exports = glue;',
          }));
        },
      },
    ],
  });
}

async function writeAsIs(from, to) {
  await esbuild.build({
    entryPoints: [from],
    format: 'cjs',
    platform: 'neutral',
    target: 'es2017',
    minify: true,
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
    outfile: path.join(dist, to),
  });
}

/** The fake WeChat, in one file. */
async function writeTesting(from, to) {
  await esbuild.build({
    entryPoints: [from],
    bundle: true,
    format: 'cjs',
    platform: 'neutral',
    target: 'es2017',
    charset: 'utf8',
    minify: true,
    outfile: path.join(dist, to),
  });
}

/** Lets the shell import a module that exists only during the build. */
function generated(name, contents) {
  return {
    name,
    setup(build) {
      build.onResolve({ filter: RegExp(`^${name}$`) }, () => ({ path: name, namespace: name }));
      build.onLoad({ filter: /./, namespace: name }, () => ({ contents, resolveDir: '.' }));
    },
  };
}

function crate() {
  const text = execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1', '--locked']);
  return JSON.parse(text).packages.find((crate) => crate.name === 'weapp-auth');
}

/** As `release()` in src/wasm.rs. */
function releaseNumber() {
  return version.split('.').reduce((number, segment) => number * 1000 + Number(segment), 0);
}

function manifest() {
  return {
    name,
    version,
    description,
    keywords,
    license,
    main: 'miniprogram_dist/index.js',
    types: 'miniprogram_dist/index.d.ts',
    miniprogram: 'miniprogram_dist',
    // For bundlers and node: 构建 npm doesn't read it, and finds `weapp-auth/plain` as a file.
    exports: {
      '.': exported('index'),
      ...Object.fromEntries(SUBPATHS.map((name) => [`./${name}`, exported(name)])),
      './miniprogram_dist/*': './miniprogram_dist/*',
      './package.json': './package.json',
    },
    // The same for TypeScript's `moduleResolution: node10`, the default of WeChat's own template.
    typesVersions: {
      '*': Object.fromEntries(SUBPATHS.map((name) => [name, [`miniprogram_dist/${name}.d.ts`]])),
    },
    files: ['miniprogram_dist', 'LICENSE-*', 'README*'],
    dependencies: {},
  };
}

function exported(name) {
  return { types: `./miniprogram_dist/${name}.d.ts`, default: `./miniprogram_dist/${name}.js` };
}
