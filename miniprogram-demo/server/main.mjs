/**
 * Starts the demo's backend, with the stand-in for WeChat or beside one that runs, and prints where
 * they are. `--help` says how.
 */
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { startDemo } from './demo.mjs';
import { logTo } from './log.mjs';
import { startWeChat } from './wechat/server.mjs';

const HELP = `node miniprogram-demo/server/main.mjs [options]

  --port N            the backend's port (8787)
  --wechat-port N     the port of the stand-in for WeChat (8788)
  --wechat ORIGIN     use a stand-in that runs already
  --only-wechat       start nothing but the stand-in
  --folder PATH       where the database and the avatars are kept (target/demo-server)
  --scenario 1|2      1: only the unionid is wanted; 2: user info is wanted too (1)
  --bundle-in WHERE   body or header (body)
  --token-lifetime S  seconds (7200)
  --quiet             no log

With WECHAT_APPID and WECHAT_SECRET in the environment, logins and phone numbers are checked with
WeChat itself: for the mini-program in devtools or on a phone, under an AppID of your own.
`;

const WECHAT = 'https://api.weixin.qq.com';
const DEFAULT_FOLDER = fileURLToPath(new URL('../../target/demo-server', import.meta.url));

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    'wechat-port': { type: 'string', default: '8788' },
    wechat: { type: 'string' },
    'only-wechat': { type: 'boolean', default: false },
    folder: { type: 'string', default: DEFAULT_FOLDER },
    scenario: { type: 'string', default: '1' },
    'bundle-in': { type: 'string', default: 'body' },
    'token-lifetime': { type: 'string', default: '7200' },
    quiet: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(HELP);
} else {
  try {
    const running = await start();
    stopOnSignal(running);
    if (running.origin !== running.wechatOrigin) console.log(`backend  ${running.origin}`);
    console.log(`WeChat   ${running.wechatOrigin}`);
  } catch (error) {
    console.error(`not started: ${error.message}`);
    process.exitCode = 1;
  }
}

async function start() {
  if (values['only-wechat']) {
    const wechat = await startWeChat({ port: Number(values['wechat-port']) });
    return { ...wechat, wechatOrigin: wechat.origin };
  }
  return startDemo({
    port: Number(values.port),
    wechatPort: Number(values['wechat-port']),
    wechatOrigin: values.wechat,
    account: accountFrom(process.env),
    folder: path.resolve(values.folder),
    settings: {
      scenario: Number(values.scenario),
      bundleIn: values['bundle-in'],
      tokenLifetime: Number(values['token-lifetime']),
    },
    ...(values.quiet ? {} : { log: logTo(process.stdout) }),
  });
}

function accountFrom({ WECHAT_APPID: appid, WECHAT_SECRET: secret }) {
  return appid && secret ? { origin: WECHAT, appid, secret } : undefined;
}

function stopOnSignal(running) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    // A second one ends the process at once, as without a handler.
    process.once(signal, () => running.close());
  }
}
