/**
 * One process a database file, also after a kill. node-sqlite3-wasm locks by making the folder
 * `FILE.lock`, which a killed process leaves behind; `FILE.owner` says whose it was.
 */
import fs from 'node:fs';
import process from 'node:process';

/**
 * Takes the file for this process, and clears away the lock of an owner that is gone.
 *
 * @param {string} path the database file, which need not exist yet
 * @returns {() => void} gives it back
 * @throws {Error} when a living process has it
 */
export function takeFile(path) {
  const owner = `${path}.owner`;
  const pid = readOwner(owner);
  // Our own number is a predecessor's: in a container every process that starts is number 1.
  if (pid !== undefined && pid !== process.pid && isAlive(pid)) {
    throw new Error(`${path} is in use by process ${pid}`);
  }
  fs.rmSync(`${path}.lock`, { recursive: true, force: true });
  fs.writeFileSync(owner, String(process.pid));
  return () => fs.rmSync(owner, { force: true });
}

function readOwner(owner) {
  try {
    const pid = Number(fs.readFileSync(owner, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : undefined;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process of somebody else's can't be signalled, and lives.
    return error.code === 'EPERM';
  }
}
