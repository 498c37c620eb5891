/** Starts the demo in a browser: its backend, the stand-in for WeChat, the simulator. */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDemo } from '../server/demo.mjs';
import { hostsOf, startSimulator } from './server.mjs';
import { buildSite } from './site.mjs';

const HELP = `node miniprogram-demo/simulator/main.mjs [options]

  --port N         the simulator's port (8400, or a free one where that is taken)
  --folder PATH    where the database and the avatars are kept (target/demo-server)
`;

const PORT = 8400;
const FOLDER = fileURLToPath(new URL('../../target/demo-server', import.meta.url));

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    folder: { type: 'string', default: FOLDER },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else {
  // First what fails where the mini-program is wrong.
  const site = buildSite();
  const demo = await startDemo({ folder: path.resolve(values.folder), settings: { scenario: 2 } });
  const startAt = (port) => startSimulator({ port, site, hosts: hostsOf(demo) });
  const simulator = await (values.port === undefined
    ? startAt(PORT).catch(() => startAt(0))
    : startAt(Number(values.port)));
  console.log(`simulator  ${simulator.origin}`);
  console.log(`backend    ${demo.origin}`);
  console.log(`WeChat     ${demo.wechatOrigin}`);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => Promise.all([simulator.close(), demo.close()]));
  }
}
