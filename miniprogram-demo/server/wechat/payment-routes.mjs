/** WeChat Pay's API for merchants, as far as the demo calls it. Signatures are not checked. */
import crypto from 'node:crypto';
import * as v from 'valibot';
import { Failure } from '../failure.mjs';

/** Of an order query (https://pay.weixin.qq.com/doc/v3/merchant/4012791900). */
export const TRADE_STATES = [
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'CLOSED',
  'REVOKED',
  'USERPAYING',
  'PAYERROR',
];
const Order = v.object({
  out_trade_no: v.string(),
  amount: v.object({ total: v.number() }),
  payer: v.object({ openid: v.string() }),
});

/** @returns {import('../router.mjs').Route[]} */
export function paymentRoutes({ state }) {
  return [
    {
      method: 'POST',
      path: '/v3/pay/transactions/jsapi',
      body: Order,
      handle({ body }) {
        const { out_trade_no: outTradeNo } = body;
        // The same order again is the same payment.
        const known = state.payments.find((payment) => payment.outTradeNo === outTradeNo);
        if (known) return { body: { prepay_id: known.prepayId } };
        const prepayId = `wx${crypto.randomBytes(17).toString('hex')}`;
        state.payments.push({ outTradeNo, prepayId, tradeState: 'NOTPAY' });
        return { body: { prepay_id: prepayId } };
      },
    },
    {
      method: 'GET',
      path: '/v3/pay/transactions/out-trade-no/:outTradeNo',
      handle({ params }) {
        const payment = state.payments.find(({ outTradeNo }) => outTradeNo === params.outTradeNo);
        if (!payment) throw new Failure(404, 'ORDER_NOT_EXIST', '订单不存在');
        return {
          body: { out_trade_no: payment.outTradeNo, trade_state: payment.tradeState },
        };
      },
    },
  ];
}
