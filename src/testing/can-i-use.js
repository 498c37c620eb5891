import { OPEN_TYPE_SINCE, SINCE } from './since.js';

/**
 * `wx.canIUse`, for functions and for the open types of a button. Of parameters, return values and
 * other components the fake knows nothing: it takes them to be there with their function.
 *
 * @param {string} schema `login`, `getSetting.success.authSetting`, `button.open-type.getPhoneNumber`
 * @param {object} device
 */
export function canIUse(schema, device) {
  const [name, attribute, value] = String(schema).split('.');
  const since =
    name === 'button' && attribute === 'open-type' ? OPEN_TYPE_SINCE[value] : SINCE[name];
  return since !== undefined && device.isFrom(since);
}
