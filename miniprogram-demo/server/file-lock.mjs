/**
 * One process a database file, also after a kill. node-sqlite3-wasm locks by making the folder
 * `FILE.lock`, which a killed process leaves behind; `FILE.owner` says whose it was.
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import process from 'node:process';

/** Tells this process from one before it with its number: in a container all are number 1. */
const SELF = crypto.randomUUID();

/**
 * Takes the file for this process, and clears away the lock of an owner that is gone.
 *
 * @param {string} path the database file, which need not exist yet
 * @returns {() => void} gives it back
 * @throws {Error} when it is taken by a living process
 */
export function takeFile(path) {
  const file = `${path}.owner`;
  const owner = readOwner(file);
  if (owner && isAlive(owner)) throw new Error(`${path} is in use by process ${owner.pid}`);
  fs.rmSync(`${path}.lock`, { recursive: true, force: true });
  fs.writeFileSync(file, JSON.stringify({ pid: process.pid, self: SELF }));
  return () => fs.rmSync(file, { force: true });
}

function readOwner(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch (error) {
    // A kill while it was being written leaves half of it.
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function isAlive({ pid, self }) {
  if (pid === process.pid) return self === SELF;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else's can't be signalled, and lives.
    return error.code === 'EPERM';
  }
}
