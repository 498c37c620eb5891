/** Runs the mini-program in this window. */
import { BUILT_IN } from '../compile/built-in.mjs';
import { createBackend } from './backend.js';
import { createDate } from './date.js';
import { defineElements } from './elements.js';
import { createLocator } from './locate.js';
import { createMiniProgram } from './mini-program.js';
import { createRecord } from './record.js';
import { Screen } from './screen.js';
import { readSettings, writeSettings } from './settings.js';
import { relay } from './transport.js';
import { createWebAssembly } from './web-assembly.js';
import { Windows } from './windows.js';
import { createWorld } from './world.js';

/** The demo's server; the simulator's server knows where it is. */
const BACKEND = 'https://backend.invalid';

const { program } = globalThis;
const settings = readSettings();
const record = createRecord();
const report = (problem) => console.error(problem);
watchConsole();
addEventListener('unhandledrejection', ({ reason }) => report(reason));
addEventListener('error', ({ error }) => report(error));

const windows = new Windows({ phone: document.body, settings });
const world = createWorld({ program, settings, windows, note: record.note, report });
const { fake } = world;
const locate = createLocator(fake.files);
const screen = new Screen({
  program,
  phone: document.body,
  depth: () => fake.pages.length,
  go: {
    back: () => fake.back(),
    home: () => fake.wx.reLaunch({ url: `/${program.app.pages[0]}` }),
    switchTab: (path) => fake.openPage(`/${path}`),
  },
});
defineElements(locate);
world.apply();
const miniProgram = createMiniProgram({
  program,
  fake,
  WXWebAssembly: createWebAssembly(locate),
  Date: createDate(fake.now),
  backend: createBackend({ press: world.press, tap: fake.tap }),
  builtIn: BUILT_IN,
  screen,
  report,
});

/** What the panel and tests hold in their hands. */
globalThis.simulator = {
  fake,
  miniProgram,
  record,
  settings,
  /** Pulls a lever of the demo's server. */
  async pull(lever, body) {
    const header = { 'content-type': 'application/json' };
    await relay(`${BACKEND}/control/${lever}`, 'POST', header, JSON.stringify(body));
  },
  /** The app goes to the background, and comes back. */
  hide() {
    fake.hideApp();
    fake.showApp();
  },
  /** What is stored on the phone. */
  forget: () => fake.storage.clear(),
  set(changes) {
    Object.assign(settings, changes);
    writeSettings(settings);
    world.apply();
    record.changed();
  },
};
/** An error that somebody tells the console is told on the panel too. */
function watchConsole() {
  const { error } = console;
  console.error = (...told) => {
    record.report(told);
    error(...told);
  };
}

miniProgram.launch(location.hash.slice(1) || undefined);
record.follow(miniProgram);
globalThis.simulator.isReady = true;
