/** The business: what the mini-program is there for, and what each part of it needs of a user. */
import * as v from 'valibot';
import { Failure } from './failure.mjs';
import { CATALOGUE } from './orders.mjs';

const text = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));
const NewOrder = v.object({
  sku: text,
  quantity: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(99)), 1),
});
const NewPayment = v.object({ orderId: text });

/**
 * @param {{ orders: object, payments: object }} parts
 * @returns {import('./router.mjs').Route[]}
 */
export function shopRoutes({ orders, payments }) {
  // Everything that has to do with orders is the business user's, whom the phone number tells.
  const customers = { access: 'session', needs: ['phoneNumber'] };

  return [
    {
      method: 'GET',
      path: '/catalogue',
      access: 'anybody',
      handle: () => ({ body: { catalogue: CATALOGUE } }),
    },
    {
      method: 'GET',
      path: '/badge',
      ...customers,
      handle: ({ user }) => ({ body: { badge: orders.unpaid(user.uid) } }),
    },
    {
      method: 'GET',
      path: '/orders',
      ...customers,
      handle: ({ user }) => ({ body: { orders: orders.ofUser(user.uid) } }),
    },
    {
      method: 'POST',
      path: '/orders',
      ...customers,
      body: NewOrder,
      handle: ({ user, body }) => ({ status: 201, body: { order: orders.place(user.uid, body) } }),
    },
    {
      method: 'GET',
      path: '/orders/:id',
      ...customers,
      handle: ({ user, params }) => ({ body: { order: orders.find(user.uid, params.id) } }),
    },
    {
      method: 'POST',
      path: '/payments',
      ...customers,
      body: NewPayment,
      async handle({ user, body }) {
        const order = orders.find(user.uid, body.orderId);
        if (['SUCCESS', 'REFUND'].includes(order.tradeState)) {
          throw new Failure(400, 'alreadyPaid', 'the order has been paid');
        }
        const outTradeNo = orders.paymentOf(order.id);
        const requestPayment = await payments.prepare({
          outTradeNo,
          amount: order.amount,
          description: order.sku,
          openid: user.openid,
        });
        return { status: 201, body: { payment: { id: outTradeNo, requestPayment } } };
      },
    },
    {
      method: 'GET',
      path: '/payments/:id',
      ...customers,
      async handle({ user, params }) {
        const orderId = orders.orderOfPayment(params.id);
        if (!orderId) throw new Failure(404, 'notFound', 'there is no such payment');
        orders.find(user.uid, orderId);
        const tradeState = await payments.tradeState(params.id);
        orders.saveTradeState(params.id, tradeState);
        return { body: { payment: { id: params.id, orderId, tradeState } } };
      },
    },
  ];
}
