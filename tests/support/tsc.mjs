import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';

const typescript = path.dirname(createRequire(import.meta.url).resolve('typescript/package.json'));

/** Type-checks the project in a folder; what the compiler says, which is nothing when all is well. */
export function tsc(folder) {
  const compiler = path.join(typescript, 'bin/tsc');
  const args = [compiler, '-p', folder, '--noEmit', '--pretty', 'false'];
  const { stdout, stderr, error } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return error ? String(error) : stdout + stderr;
}
