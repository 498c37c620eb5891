/** What a person can change of the world. Kept for the session, since restarting the app reloads it. */
const KEY = 'simulator.settings';

export const DEFAULTS = {
  /** ios, android, ohos or devtools: how header names are handed over. */
  platform: 'ios',
  baseLibrary: '3.8.12',
  /** How the server spells its header names. */
  casing: 'WWW-Authenticate',
  /** works, fails or hangs: what comes of `wx.login`. */
  login: 'works',
  /** asks, agrees or refuses: the person, when WeChat's windows ask. */
  answer: 'asks',
  /** Who holds the phone; WeChat's stand-in knows them. */
  person: 'first',
  /** Whether the privacy agreement stands before the phone number. */
  privacy: false,
  /** Whether it is the single page that Moments opens. */
  singlePage: false,
  /** Hours that the device's clock is ahead. */
  clock: 0,
  storageFull: false,
  /** good, slow or offline. */
  network: 'good',
};

export function readSettings() {
  return { ...DEFAULTS, ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
}

export function writeSettings(settings) {
  sessionStorage.setItem(KEY, JSON.stringify(settings));
}
