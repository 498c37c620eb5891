/** The demo's own pages, on a phone in node, in virtual time. */
import vm from 'node:vm';
import { within } from '../../tests/support/glass-easel.mjs';
import { PKG } from '../../tests/support/sandbox.mjs';
import { readCodePackage } from '../simulator/compile/code-package.mjs';
import { compileProgram } from '../simulator/compile/program.mjs';
import { DEMO } from '../simulator/site.mjs';
import { run } from './run.mjs';

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

const { source } = compileProgram(readCodePackage(DEMO, [PKG]));

/**
 * Opens the mini-program on a phone whose owner has never used it.
 *
 * @param {import('node:test').TestContext} t
 * @param {{ url?: string, knows?: string[] }} [options] the page to start with; what the shop knows
 * of everybody
 */
export async function openPhone(t, { url, knows = [] } = {}) {
  const paid = [];
  // A fresh copy: modules keep state.
  const running = run(t, vm.runInThisContext(`(${source})`), {
    server: { baseUrl: 'http://127.0.0.1:8787', flow: 'profile', knows, routes: shop() },
    wx: {
      requestPayment(asked) {
        paid.push(asked.package);
        asked.complete({ errMsg: 'requestPayment:ok' });
      },
    },
  });
  const { fake, miniProgram, inside } = running;
  const button = () => within(inside().find('.ask'));
  miniProgram.launch(url);
  await fake.until(miniProgram.load('auth.js').ready);
  await fake.advance(100);
  return {
    ...running,
    paid,
    text: () => inside().text(),
    /** Taps what a selector finds, and waits for what comes of it. */
    async tap(selector) {
      inside().fire(selector, 'tap');
      await fake.advance(100);
    },
    /** Presses the button of `<auth-button />`, and answers what WeChat asks then. */
    async press(openType, answer) {
      const { type, detail } = fake.press(openType, answer);
      button().fire(type === 'chooseavatar' ? '.round' : '.main', type, detail);
      await fake.advance(100);
    },
    /** Confirms avatar and nickname. */
    async confirm(nickName) {
      button().fire('wx-form', 'submit', { value: { nickName } });
      await fake.advance(100);
    },
    async switchTab(path) {
      fake.openPage(`/${path}`);
      await fake.advance(100);
    },
  };
}
