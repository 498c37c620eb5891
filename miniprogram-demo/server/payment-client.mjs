/**
 * What the backend asks WeChat Pay: the merchant's order, and what has become of it. Calls and
 * wx.requestPayment's parameters are signed with the merchant's key (API v3,
 * https://pay.weixin.qq.com/doc/v3/merchant/4012365342).
 */
import crypto from 'node:crypto';
import * as v from 'valibot';
import { retryLater } from './failure.mjs';

const TIMEOUT_MS = 5000;
const Prepaid = v.object({ prepay_id: v.string() });
const Queried = v.object({ trade_state: v.string(), out_trade_no: v.string() });

/**
 * @param {{ origin: string, appid: string, mchid: string, serial: string,
 *     sign(text: string): Promise<string> }} merchant `sign` is SHA-256 with RSA, in base64: the key
 *     itself need not be in this process
 * @param {{ now: () => number, log: (entry: object) => void }} parts
 */
export function createPaymentClient({ origin, appid, mchid, serial, sign }, { now, log }) {
  const seconds = () => String(Math.floor(now() / 1000));
  const nonce = () => crypto.randomBytes(16).toString('hex');

  const signatureOf = (lines) => sign(`${lines.join('\n')}\n`);

  async function authorization(method, path, content) {
    const [timestamp, nonceStr] = [seconds(), nonce()];
    const signature = await signatureOf([method, path, timestamp, nonceStr, content]);
    const parameters = { mchid, nonce_str: nonceStr, timestamp, serial_no: serial, signature };
    const list = Object.entries(parameters).map(([name, value]) => `${name}="${value}"`);
    return `WECHATPAY2-SHA256-RSA2048 ${list.join(',')}`;
  }

  async function call(method, path, body, schema) {
    const content = body ? JSON.stringify(body) : '';
    try {
      const response = await fetch(new URL(path, origin), {
        method,
        ...(body && { body: content }),
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          Authorization: await authorization(method, path, content),
        },
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      return v.parse(schema, await response.json());
    } catch (error) {
      log({ event: 'paymentRefused', name: error.name });
      throw retryLater(503, 'paymentUnavailable', 'WeChat Pay gives no answer of use', 1);
    }
  }

  return {
    /**
     * Says what is to be paid, and by whom.
     *
     * @returns {Promise<object>} the options of wx.requestPayment
     */
    async prepare({ outTradeNo, amount, description, openid }) {
      const { prepay_id: prepayId } = await call(
        'POST',
        '/v3/pay/transactions/jsapi',
        {
          appid,
          mchid,
          description,
          out_trade_no: outTradeNo,
          amount: { total: amount, currency: 'CNY' },
          payer: { openid },
        },
        Prepaid,
      );
      const [timeStamp, nonceStr, pack] = [seconds(), nonce(), `prepay_id=${prepayId}`];
      const paySign = await signatureOf([appid, timeStamp, nonceStr, pack]);
      return { timeStamp, nonceStr, package: pack, signType: 'RSA', paySign };
    },

    /** The order query: only its `trade_state` tells whether the money was paid. */
    async tradeState(outTradeNo) {
      const path = `/v3/pay/transactions/out-trade-no/${outTradeNo}?mchid=${mchid}`;
      return (await call('GET', path, undefined, Queried)).trade_state;
    },
  };
}
