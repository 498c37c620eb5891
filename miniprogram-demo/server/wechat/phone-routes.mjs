/**
 * What happens on a user's phone, for the simulator, which stands in its place: WeChat itself has
 * none of these routes. Answers have the shape of the `wx` call or of the button's `event.detail`.
 */
import * as v from 'valibot';
import { Failure } from '../failure.mjs';
import { encrypt, sign } from './encrypt.mjs';
import { ERRORS } from './errors.mjs';
import { presentKey } from './people.mjs';
import { TRADE_STATES } from './payment-routes.mjs';

const Someone = v.object({ person: v.optional(v.string()) });
const Person = v.object({
  person: v.optional(v.string()),
  unionidAtLogin: v.optional(v.boolean()),
  isRisk: v.optional(v.boolean()),
});
const Failures = v.object({
  api: v.picklist(['login', 'phone']),
  error: v.picklist(Object.keys(ERRORS)),
  times: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 1),
});
const Payment = v.object({ package: v.string(), tradeState: v.picklist(TRADE_STATES) });

/** @returns {import('../router.mjs').Route[]} */
export function phoneRoutes({ account, state, now }) {
  const post = (name, body, handle) => ({
    method: 'POST',
    path: `/fake/${name}`,
    body,
    handle: (call) => ({ body: handle(call.body) }),
  });
  const sealed = (person, data) =>
    encrypt(data, { sessionKey: presentKey(person), appid: account.appid, now: now() });

  return [
    { method: 'GET', path: '/fake/people', handle: () => ({ body: people() }) },

    /** Who holds the phone from now on, and what WeChat makes of them. */
    post('person', Person, ({ person: id, ...chosen }) => {
      const person = find(id);
      state.holder = person.id;
      Object.assign(person, chosen);
      return people();
    }),

    post('login', Someone, ({ person }) => ({
      errMsg: 'login:ok',
      code: state.codes.give('login', find(person)),
    })),

    post('check-session', Someone, ({ person }) => ({
      errMsg: find(person).sessionKey ? 'checkSession:ok' : 'checkSession:fail',
    })),

    post('user-info', Someone, ({ person: id }) => {
      const person = find(id);
      const userInfo = { nickName: person.nickName, gender: 0, language: 'zh_CN', avatarUrl: '' };
      const rawData = JSON.stringify(userInfo);
      return {
        errMsg: 'getUserInfo:ok',
        userInfo,
        rawData,
        signature: sign(rawData, presentKey(person)),
        ...sealed(person, { openId: person.openid, unionId: person.unionid, ...userInfo }),
      };
    }),

    post('phone-number', Someone, ({ person: id }) => {
      const person = find(id);
      const { phoneNumber } = person;
      return {
        errMsg: 'getPhoneNumber:ok',
        code: state.codes.give('phone', person),
        ...sealed(person, { phoneNumber, purePhoneNumber: phoneNumber, countryCode: '86' }),
      };
    }),

    /** What becomes of a wx.requestPayment. */
    post('payment', Payment, ({ package: pack, tradeState }) => {
      const payment = state.payments.find(({ prepayId }) => `prepay_id=${prepayId}` === pack);
      if (!payment) throw new Failure(400, 'unknownPayment', 'there is no such prepay_id');
      payment.tradeState = tradeState;
      const isPaid = tradeState === 'SUCCESS';
      return { errMsg: isPaid ? 'requestPayment:ok' : 'requestPayment:fail cancel' };
    }),

    /** The next calls of an API are refused. */
    post('fail', Failures, ({ api, ...failure }) => {
      state.failures[api] = failure;
      return {};
    }),

    /** WeChat voids session_keys whenever it likes. */
    post('void-session-keys', v.object({}), () => {
      for (const person of state.people) person.sessionKey = null;
      return {};
    }),

    post('reset', v.object({}), () => {
      state.reset();
      return people();
    }),
  ];

  function find(id = state.holder) {
    const person = state.people.find((candidate) => candidate.id === id);
    if (!person) throw new Failure(400, 'unknownPerson', 'there is no such person');
    return person;
  }

  function people() {
    return {
      holder: state.holder,
      people: state.people.map(({ id, unionidAtLogin, isRisk }) => ({
        id,
        unionidAtLogin,
        isRisk,
      })),
    };
  }
}
