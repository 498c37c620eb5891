/** The SQLite file. Statements take named parameters: no value ever becomes part of SQL text. */
import fs from 'node:fs';
import path from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { takeFile } from './file-lock.mjs';

const SCHEMA = new URL('./schema.sql', import.meta.url);
const VERSION = 1;

/**
 * Opens or makes the file. What a finished statement has written is on the disk when it returns, so
 * a kill loses nothing.
 *
 * @param {string} file
 * @throws {Error} when another process has it, or a newer version has written it
 */
export function openDatabase(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const giveBack = takeFile(file);
  const connection = new sqlite.Database(file);

  function close() {
    connection.close();
    giveBack();
  }

  try {
    configure(connection);
    migrate(connection);
  } catch (error) {
    close();
    throw error;
  }

  return {
    /** @returns {object | undefined} the first row */
    get: (sql, values = {}) => connection.get(sql, named(values)) ?? undefined,
    /** @returns {object[]} */
    all: (sql, values = {}) => connection.all(sql, named(values)),
    /** @returns {number} how many rows have changed */
    run: (sql, values = {}) => connection.run(sql, named(values)).changes,

    /** All of what `work` writes, or nothing. `work` is synchronous: nobody else comes between. */
    transaction(work) {
      connection.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        connection.exec('COMMIT');
        return result;
      } catch (error) {
        connection.exec('ROLLBACK');
        throw error;
      }
    },

    close,
  };
}

function configure(connection) {
  // Without shared memory SQLite allows the write-ahead log to one process only, which is all there
  // is: https://www.sqlite.org/wal.html#noshm
  connection.exec('PRAGMA locking_mode = EXCLUSIVE');
  connection.exec('PRAGMA journal_mode = WAL');
  connection.exec('PRAGMA synchronous = FULL');
}

function migrate(connection) {
  const { user_version: version } = connection.get('PRAGMA user_version');
  if (version > VERSION) throw new Error(`the database has version ${version}, not ${VERSION}`);
  if (version < VERSION) {
    connection.exec(`BEGIN; ${fs.readFileSync(SCHEMA, 'utf8')} COMMIT;`);
  }
}

function named(values) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value]));
}
