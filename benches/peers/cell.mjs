/** A worker: one scenario with one peer, in a realm of its own, since peers keep their state in modules. */
import { parentPort, workerData } from 'node:worker_threads';
import { PEERS } from './peers.mjs';
import { SCENARIOS } from './scenarios.mjs';
import { World } from './world.mjs';

const world = new World(PEERS.find(({ name }) => name === workerData.peer));
await SCENARIOS.find(({ id }) => id === workerData.scenario).play(world);
parentPort.postMessage(world.result());
