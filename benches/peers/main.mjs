// Plays every scenario with every peer and writes docs/peers.md. Usage: node main.mjs
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { PKG } from '../../tests/support/sandbox.mjs';
import { page } from './page.mjs';
import { PEERS } from './peers.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { verdict } from './verdict.mjs';

/** What runs at once; and how long one cell may take, in ms, before it counts as endless. */
const AT_ONCE = 2;
const LIMIT = 60_000;

const peers = PEERS.filter(({ name }) => version(name));
const cells = new Map();
const key = (peer, scenario) => `${peer.name} ${scenario.id}`;
const queue = peers.flatMap((peer) => SCENARIOS.map((scenario) => ({ peer, scenario })));
await Promise.all(Array.from({ length: AT_ONCE }, work));

const names = peers.map(({ name }) => name);
const measured = execFileSync(process.execPath, [
  fileURLToPath(new URL('cost.mjs', import.meta.url)),
  ...names,
]);
const costs = JSON.parse(String(measured).trim().split('\n').pop());

const output = new URL('../../docs/peers.md', import.meta.url);
fs.writeFileSync(
  output,
  page({
    scenarios: SCENARIOS,
    peers: peers.map((peer) => ({ ...peer, version: version(peer.name) })),
    absent: PEERS.filter((peer) => !peers.includes(peer)),
    cell: (peer, scenario) => cells.get(key(peer, scenario)),
    costs,
  }),
);

async function work() {
  for (let next = queue.shift(); next; next = queue.shift()) {
    const { peer, scenario } = next;
    const said = peer.skips?.[scenario.id]
      ? `— (${peer.skips[scenario.id]})`
      : await play(peer, scenario);
    cells.set(key(peer, scenario), said);
    console.log(`${peer.name}\t${scenario.id}\t${said}`);
  }
}

function play(peer, scenario) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('cell.mjs', import.meta.url), {
      workerData: { peer: peer.name, scenario: scenario.id },
      // What peers print as they go.
      stdout: true,
      stderr: true,
    });
    const limit = setTimeout(() => {
      resolve('endless');
      worker.terminate();
    }, LIMIT);
    worker.once('message', (result) => {
      clearTimeout(limit);
      resolve(verdict(result, scenario));
      worker.terminate();
    });
    worker.once('error', (error) => {
      clearTimeout(limit);
      reject(new Error(`${peer.name}, ${scenario.id}`, { cause: error }));
    });
  });
}

/** Of the package that is installed here, or of the built one of this repository. */
function version(name) {
  const folder =
    name === 'weapp-auth' ? PKG : fileURLToPath(new URL(`node_modules/${name}`, import.meta.url));
  const manifest = `${folder}/package.json`;
  return fs.existsSync(manifest) && JSON.parse(fs.readFileSync(manifest, 'utf8')).version;
}
