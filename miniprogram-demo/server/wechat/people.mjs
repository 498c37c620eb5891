/** Who has WeChat on their phone. No mobile number of China starts with 10, as theirs do. */
import crypto from 'node:crypto';
import { makeSessionKey } from './encrypt.mjs';

/**
 * @typedef {object} Person
 * @property {string} id how the demo calls them
 * @property {string} openid in this mini-program
 * @property {string} unionid in all mini-programs of the company
 * @property {boolean} unionidAtLogin whether code2Session gives the unionid
 * @property {boolean} isRisk whether code2Session answers 40226
 * @property {string} phoneNumber
 * @property {string} nickName what WeChat gives mini-programs of every user since 2022-11-08
 * @property {string | null} sessionKey the present one
 * @property {number[]} logins when code2Session was called, in ms
 */

/** @returns {Person[]} */
export function makePeople() {
  return ['first', 'second', 'third'].map((id, index) => ({
    id,
    openid: identifier(`openid ${id}`),
    unionid: identifier(`unionid ${id}`),
    unionidAtLogin: true,
    isRisk: false,
    phoneNumber: `1000000000${index + 1}`,
    nickName: '微信用户',
    sessionKey: null,
    logins: [],
  }));
}

/** The session_key that WeChat's client has at hand. */
export function presentKey(person) {
  person.sessionKey ??= makeSessionKey();
  return person.sessionKey;
}

/** 28 characters, as WeChat's are; the same at each start, as a phone's user is. */
function identifier(text) {
  const digest = crypto.createHash('sha256').update(text).digest('base64url');
  return `o${digest.replace(/-/g, '_').slice(0, 27)}`;
}
