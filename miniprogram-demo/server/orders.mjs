/** Orders and what is paid of them. Sums are in fen (分), and always the server's own. */
import crypto from 'node:crypto';
import { Failure } from './failure.mjs';

export const CATALOGUE = [
  { sku: 'tea-250', name: '绿茶 250 克 / green tea, 250 g', price: 6800 },
  { sku: 'cup-1', name: '茶杯 / tea cup', price: 3900 },
  { sku: 'pot-1', name: '茶壶 / tea pot', price: 15_900 },
];

const ORDER = `
  SELECT id, uid, sku, quantity, amount, created_at AS createdAt,
    (SELECT trade_state FROM payment WHERE order_id = customer_order.id
       ORDER BY rowid DESC LIMIT 1) AS tradeState
  FROM customer_order`;

/** @param {{ database: object, now: () => number }} parts */
export function createOrders({ database, now }) {
  return {
    ofUser: (uid) =>
      database.all(`${ORDER} WHERE uid = :uid ORDER BY rowid DESC LIMIT 50`, { uid }).map(shown),

    /** @returns {object} the order */
    place(uid, { sku, quantity }) {
      const item = CATALOGUE.find((candidate) => candidate.sku === sku);
      if (!item) throw new Failure(400, 'unknownSku', 'there is no such article');
      const id = randomId();
      database.run(
        `INSERT INTO customer_order (id, uid, sku, quantity, amount, created_at)
           VALUES (:id, :uid, :sku, :quantity, :amount, :now)`,
        { id, uid, sku, quantity, amount: item.price * quantity, now: now() },
      );
      return this.find(uid, id);
    },

    /** @throws {Failure} 404, or 403 for another's */
    find(uid, id) {
      const order = database.get(`${ORDER} WHERE id = :id`, { id });
      if (!order) throw new Failure(404, 'notFound', 'there is no such order');
      if (order.uid !== uid) throw new Failure(403, 'forbidden', "it is somebody else's order");
      return shown(order);
    },

    /** How many orders wait for their payment. */
    unpaid: (uid) =>
      database
        .all(`${ORDER} WHERE uid = :uid`, { uid })
        .filter(({ tradeState }) => !['SUCCESS', 'REFUND'].includes(tradeState)).length,

    /** The payment to go on with, or a new one: two open ones could both be paid. */
    paymentOf(orderId) {
      return database.transaction(() => {
        const open = database.get(
          `SELECT out_trade_no FROM payment
             WHERE order_id = :orderId AND trade_state IN ('NOTPAY', 'USERPAYING')`,
          { orderId },
        );
        if (open) return open.out_trade_no;
        const outTradeNo = randomId();
        database.run(
          `INSERT INTO payment (out_trade_no, order_id, trade_state, created_at)
             VALUES (:outTradeNo, :orderId, 'NOTPAY', :now)`,
          { outTradeNo, orderId, now: now() },
        );
        return outTradeNo;
      });
    },

    /** @returns {string | undefined} the order that the payment is for */
    orderOfPayment: (outTradeNo) =>
      database.get('SELECT order_id FROM payment WHERE out_trade_no = :outTradeNo', { outTradeNo })
        ?.order_id,

    saveTradeState(outTradeNo, tradeState) {
      database.run(
        'UPDATE payment SET trade_state = :tradeState WHERE out_trade_no = :outTradeNo',
        { outTradeNo, tradeState },
      );
    },
  };
}

function shown({ id, sku, quantity, amount, createdAt, tradeState }) {
  return { id, sku, quantity, amount, createdAt, tradeState };
}

/** 32 characters at most, of those that WeChat Pay takes in out_trade_no. */
function randomId() {
  return crypto.randomBytes(16).toString('hex');
}
