/** The simulator in Chromium, against the demo's backend over real sockets. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startDemo } from '../server/demo.mjs';
import { startWeChat } from '../server/wechat/server.mjs';
import { hostsOf, startSimulator } from '../simulator/server.mjs';
import { buildSite } from '../simulator/site.mjs';

/** Where screenshots are written; git ignores it. */
const SCREENSHOTS = fileURLToPath(new URL('../../target/screenshots', import.meta.url));

const ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
/** ms; many times what anything here takes on an idle machine. */
const PATIENCE = 15_000;

/** Starts one browser for all tests of a file. Returns what opens a phone in it. */
export function useBrowser() {
  let browser;
  let site;
  before(async () => {
    site = buildSite();
    browser = await chromium.launch({ executablePath: findChromium(), args: ARGUMENTS });
  });
  after(() => browser?.close());

  /**
   * A new phone, whose owner has never opened the mini-program, and a new server.
   *
   * @param {import('node:test').TestContext} t
   * @param {object} [options]
   * @param {object} [options.settings] of the simulator, see host/settings.js
   * @param {string} [options.url] the page to start with
   * @param {boolean} [options.touch] a finger instead of a mouse
   * @param {'light' | 'dark'} [options.colorScheme]
   * @param {string} [options.page] the simulator's page: the phone alone, or the panel
   */
  return async function openPhone(t, options = {}) {
    const {
      settings,
      url = '',
      touch = false,
      colorScheme = 'light',
      page = '/phone.html',
    } = options;
    const backend = await startBackend(t);
    const simulator = await startSimulator({ site, hosts: backend.hosts });
    const context = await browser.newContext({
      viewport:
        page === '/phone.html' ? { width: 375, height: 760 } : { width: 1440, height: 1150 },
      deviceScaleFactor: 2,
      colorScheme,
      hasTouch: touch,
      isMobile: touch,
    });
    t.after(async () => {
      await context.close();
      await simulator.close();
    });
    context.setDefaultTimeout(PATIENCE);
    const tab = await context.newPage();
    const problems = watchForProblems(tab);
    if (settings) {
      await tab.addInitScript((chosen) => {
        sessionStorage.getItem('simulator.settings') ??
          sessionStorage.setItem('simulator.settings', chosen);
      }, JSON.stringify(settings));
    }
    await tab.goto(`${simulator.origin}${page}${url && `#${url}`}`);
    const view = page === '/phone.html' ? tab : tab.frame({ url: /phone\.html/ });
    await view.waitForFunction(() => globalThis.simulator?.isReady);
    return new Phone({ t, tab, view, backend, touch, problems });
  };
}

class Phone {
  constructor(parts) {
    Object.assign(this, parts);
  }

  find(selector) {
    return this.view.locator(selector).filter({ visible: true });
  }

  async tap(selector) {
    const found = this.find(selector).first();
    await (this.touch ? found.tap() : found.click());
  }

  /** A tab of the tab bar, by its words. */
  tapTab(words) {
    return this.tap(`.tabs button:has-text("${words}")`);
  }

  async sees(text) {
    await this.find(`.page:not([hidden]) >> text=${text}`).first().waitFor();
  }

  /** Waits until this page is on top. */
  async isOn(path) {
    await this.view.waitForFunction(
      (wanted) => globalThis.simulator.fake.pages.at(-1).path === wanted,
      path,
    );
  }

  /** Presses the button of `<auth-button />`, and answers the window that opens. */
  async press(answer) {
    await this.tap('auth-button [open-type]');
    await this.tap(`dialog .${answer}`);
  }

  async giveUserInfo(nickname) {
    await this.tap('auth-button [open-type="chooseAvatar"]');
    await this.tap('dialog .avatar >> nth=1');
    await this.find('auth-button wx-input input').fill(nickname);
    await this.tap('auth-button [form-type="submit"]');
  }

  /** Runs a function of `simulator` in the phone. */
  run(script, given) {
    return this.view.evaluate(script, given);
  }

  /** Closes the app and opens it again. */
  async restart() {
    await this.tab.reload();
    await this.view.waitForFunction(() => globalThis.simulator?.isReady);
  }

  requests(url) {
    return this.run(
      (wanted) => globalThis.simulator.record.requests.filter((sent) => sent.url.endsWith(wanted)),
      url,
    );
  }

  async logins() {
    return (await this.requests('wx.login')).length;
  }

  async screenshot(name) {
    fs.mkdirSync(SCREENSHOTS, { recursive: true });
    await this.tab.evaluate(() => document.fonts.ready);
    await this.view.evaluate(() => document.fonts.ready);
    await this.tab.screenshot({
      path: path.join(SCREENSHOTS, `${name}.png`),
      animations: 'disabled',
    });
  }

  /** What must hold at the end of every test: nothing went wrong in silence. */
  async assertNoProblems() {
    const { problems, unknown } = await this.run(() => ({
      problems: globalThis.simulator.record.problems,
      unknown: globalThis.simulator.fake.unknown,
    }));
    assert.deepEqual([...this.problems, ...problems, ...unknown], []);
  }
}

/** The backend beside WeChat's stand-in; it can be killed and started again where it was. */
async function startBackend(t) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'weapp-auth-demo-'));
  const wechat = await startWeChat();
  const start = (port) =>
    startDemo({ port, folder, wechatOrigin: wechat.origin, settings: { scenario: 2 } });
  let demo = await start(0);
  const { origin } = demo;
  t.after(async () => {
    await demo?.close(0);
    await wechat.close(0);
    fs.rmSync(folder, { recursive: true });
  });
  return {
    hosts: hostsOf(demo),
    async kill() {
      await demo.close(0);
      demo = null;
    },
    async restart() {
      demo = await start(Number(new URL(origin).port));
    },
    async pull(lever, body = {}) {
      const response = await fetch(`${origin}/control/${lever}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      });
      assert.equal(response.status, 200);
      return response.json();
    },
  };
}

/** Errors of scripts and of the console. A response of 4xx that an image got is one, too. */
function watchForProblems(tab) {
  const problems = [];
  tab.on('pageerror', (error) => problems.push(error.stack));
  tab.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      problems.push(message.text());
    }
  });
  return problems;
}

function findChromium() {
  if (process.env.CHROMIUM_PATH) {
    return process.env.CHROMIUM_PATH;
  }
  const folders = process.env.PATH.split(path.delimiter);
  const found = folders
    .map((folder) => path.join(folder, 'chromium'))
    .find((file) => fs.existsSync(file));
  assert(found, 'there is no chromium in PATH; CHROMIUM_PATH may name one');
  return found;
}
