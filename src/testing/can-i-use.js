import { OPEN_TYPE_SINCE, SINCE } from './since.js';

/**
 * `wx.canIUse`, for functions and for the open types of a button. Parameters and return
 * values are taken to be there with their function; other components are not known here.
 *
 * @param {string} schema `login`, `getSetting.success.authSetting`, `button.open-type.getPhoneNumber`
 * @param {object} device
 */
export function canIUse(schema, device) {
  const [name, attribute, value] = String(schema).split('.');
  if (name === 'button' && attribute !== 'open-type') {
    return true;
  }
  const since = name === 'button' ? OPEN_TYPE_SINCE[value] : SINCE[name];
  return since !== undefined && device.isFrom(since);
}
