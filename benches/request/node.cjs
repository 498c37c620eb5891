// What JavaScriptCore's shell has and node names otherwise.
const fs = require('node:fs');
const process = require('node:process');
const vm = require('node:vm');

const [script, ...benchArguments] = process.argv.slice(2);
Object.assign(globalThis, {
  benchArguments,
  print: (text) => process.stdout.write(`${text}\n`),
  readFile: (file, kind) => fs.readFileSync(file, kind ? null : 'utf8'),
});
vm.runInThisContext(fs.readFileSync(script, 'utf8'));
