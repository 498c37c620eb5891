/** Loads the package as a mini-program does, in whatever engine this is, and measures. */
import { measure } from './work.js';
import { wx } from './wx.js';

const host = globalThis;
const [dist, entry] = host.benchArguments || host.arguments;
const now = host.preciseTime ? () => host.preciseTime() * 1000 : () => host.performance.now();

host.wx = wx;
// JavaScriptCore's shell can't take a timer back.
host.clearTimeout = host.clearTimeout || (() => {});
const { WebAssembly, readFile } = host;
host.WXWebAssembly = {
  instantiate: (_path, imports) =>
    WebAssembly.instantiate(readFile(`${dist}/weapp_auth_bg.wasm`, 'binary'), imports),
};

const { createAuth } = load(`${dist}/${entry}`);
const auth = createAuth({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/login/login',
});
auth
  .login()
  .then(() => measure({ auth, wx, now }))
  .then((rows) => host.print(JSON.stringify(rows)))
  .catch((error) => host.print(String(error)));
if (host.drainMicrotasks) {
  host.drainMicrotasks();
}

function load(file) {
  const loaded = {};
  const require = (path) => {
    if (!loaded[path]) {
      const module = { exports: {} };
      loaded[path] = module;
      const inner = (name) => require(path.replace(/[^/]*$/, name.replace('./', '')));
      new Function('require', 'module', 'exports', readFile(path))(inner, module, module.exports);
    }
    return loaded[path].exports;
  };
  return require(file);
}
