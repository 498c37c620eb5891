/** The mini-program's own pages in node: on WeChat's framework, without a DOM, in virtual time. */
import fs from 'node:fs';
import vm from 'node:vm';
import glassEasel from 'glass-easel';
import { createFakeWx } from '../../src/testing/index.js';
import { within } from '../../tests/support/glass-easel.mjs';
import { PKG } from '../../tests/support/sandbox.mjs';
import { BUILT_IN } from '../simulator/compile/built-in.mjs';
import { readCodePackage } from '../simulator/compile/code-package.mjs';
import { compileProgram } from '../simulator/compile/program.mjs';
import { createDate } from '../simulator/host/date.js';
import { createMiniProgram } from '../simulator/host/mini-program.js';
import { DEMO } from '../simulator/site.mjs';

const CATALOGUE = [
  { sku: 'tea-250', name: '绿茶 250 克 / green tea, 250 g', price: 6800 },
  { sku: 'cup-1', name: '茶杯 / tea cup', price: 3900 },
];

/** The routes of the demo's server that the pages use, as the fake's own server has them. */
function shop() {
  const orders = [];
  const isPaid = { tradeState: 'SUCCESS' };
  return {
    '/catalogue': { open: true, data: { catalogue: CATALOGUE } },
    '/orders': {
      wants: ['phoneNumber'],
      reply({ method, data }) {
        if (method === 'GET') {
          return { data: { orders } };
        }
        const order = { id: `order-${orders.length}`, sku: data.sku, amount: 6800, createdAt: 0 };
        orders.push({ ...order, ...isPaid });
        return { status: 201, data: { order } };
      },
    },
    '/payments': {
      wants: ['phoneNumber'],
      data: { payment: { id: 'payment-1', requestPayment: { package: 'prepay_id=1' } } },
    },
    '/payments/payment-1': { wants: ['phoneNumber'], data: { payment: isPaid } },
    '/profile': {
      wants: ['userInfo'],
      data: { profile: { nickname: '阿青', avatarPath: null } },
    },
  };
}

const files = readCodePackage(DEMO, [PKG]);
const { source } = compileProgram(files);

/** Opens the mini-program on a phone whose owner has never used it. */
export async function openPhone(t, { url, ...options } = {}) {
  const problems = [];
  // A fresh copy: modules keep state.
  const program = vm.runInThisContext(`(${source})`);
  const paid = [];
  const fake = createFakeWx({
    server: { baseUrl: 'http://127.0.0.1:8787', flow: 'profile', routes: shop() },
    pages: {
      list: program.app.pages,
      tabBar: program.app.tabBar.list.map(({ pagePath }) => pagePath),
      entry: null,
    },
    wx: {
      requestPayment(asked) {
        paid.push(asked.package);
        asked.complete({ errMsg: 'requestPayment:ok' });
      },
    },
    ...options,
  });
  const miniProgram = createMiniProgram({
    program,
    fake,
    WXWebAssembly: {
      instantiate: (path, imports) =>
        WebAssembly.instantiate(
          fs.readFileSync(`${PKG}/miniprogram_dist/${path.split('/').at(-1)}`),
          imports,
        ),
    },
    Date: createDate(fake.now),
    backend: new glassEasel.EmptyBackendContext(),
    builtIn: BUILT_IN,
    screen: {
      place: ({ root }) => glassEasel.Element.pretendAttached(root.getComponent()),
      show: () => {},
      remove: () => {},
    },
    report: (problem) => problems.push(problem),
  });
  t.after(() => fake.close());
  miniProgram.launch(url);
  await fake.until(miniProgram.load('auth.js').ready);

  const component = () => miniProgram.opened.get(fake.pages.at(-1)).root.getComponent();
  const phone = {
    fake,
    problems,
    load: miniProgram.load,
    paid,
    /** What the top page's own code calls `this`. */
    page: () => fake.pages.at(-1).instance,
    path: () => fake.pages.at(-1).path,
    text: (selector) => within(component()).text(selector),
    /** Taps what a selector finds on the top page, and waits for what comes of it. */
    async tap(selector) {
      within(component()).fire(selector, 'tap');
      await fake.advance(100);
    },
    /** Presses the button of `<auth-button />`, and answers what WeChat asks then. */
    async press(openType, answer) {
      const { type, detail } = fake.press(openType, answer);
      const button = within(component()).find('.ask');
      const within1 = within(button);
      within1.fire(type === 'chooseavatar' ? '.round' : '.main', type, detail);
      await fake.advance(100);
    },
    async confirm(nickName) {
      const button = within(within(component()).find('.ask'));
      button.find('wx-form').triggerEvent('submit', { value: { nickName } });
      await fake.advance(100);
    },
  };
  await fake.advance(100);
  return phone;
}
