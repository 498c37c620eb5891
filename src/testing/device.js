/** The mobile operating system that each platform tells; anything else tells its own name. */
const SYSTEMS = {
  android: 'Android 14',
  devtools: 'iOS 17.0',
  ios: 'iOS 17.5',
  mac: 'macOS 14.5',
  ohos: 'HarmonyOS 5.0',
  windows: 'Windows 11',
};

/** The scene of the single page that Moments opens (朋友圈单页模式). */
const SINGLE_PAGE = 1154;

/**
 * The phone or computer, and the WeChat on it. All of it can be changed at any time.
 *
 * @param {object} options
 */
export function createDevice(options) {
  const device = {
    baseLibrary: options.baseLibrary || '3.8.12',
    platform: options.platform || 'ios',
    scene: options.scene || 1001,
    entry: { path: '', query: {} },
    /** Whether this base library is that version or a later one. */
    isFrom: (version) => compare(device.baseLibrary, version) >= 0,
    /** What may be called here, as `wx.getApiCategory` tells. */
    apiCategory: () => (device.scene === SINGLE_PAGE ? 'browseOnly' : 'default'),
  };
  return device;
}

/** The functions of `wx` that tell about it. */
export function deviceApis({ device, calls }) {
  const app = () => ({ SDKVersion: device.baseLibrary, version: '8.0.60', language: 'zh_CN' });
  const machine = () => ({
    platform: device.platform,
    system: SYSTEMS[device.platform] || device.platform,
    brand: device.platform,
    model: device.platform,
  });
  const everything = () => Object.assign({}, app(), machine(), windowInfo());
  const options = () =>
    Object.assign(
      { path: device.entry.path, query: device.entry.query, scene: device.scene },
      { referrerInfo: {}, shareTicket: '' },
      device.isFrom('2.20.0') && { apiCategory: device.apiCategory() },
    );
  return {
    getAppBaseInfo: calls.sync('getAppBaseInfo', app),
    getDeviceInfo: calls.sync('getDeviceInfo', machine),
    getWindowInfo: calls.sync('getWindowInfo', windowInfo),
    getSystemInfoSync: calls.sync('getSystemInfoSync', everything),
    getSystemInfo: calls.later('getSystemInfo', everything),
    getLaunchOptionsSync: calls.sync('getLaunchOptionsSync', options),
    getEnterOptionsSync: calls.sync('getEnterOptionsSync', options),
    getApiCategory: calls.sync('getApiCategory', () => device.apiCategory()),
    getNetworkType: calls.later('getNetworkType', () => ({ networkType: 'wifi' })),
    getAccountInfoSync: calls.sync('getAccountInfoSync', () => ({
      miniProgram: { appId: 'wx0000000000000000', envVersion: 'develop', version: '' },
    })),
  };
}

function windowInfo() {
  return { windowWidth: 375, windowHeight: 667, pixelRatio: 2, statusBarHeight: 20 };
}

/** Compares versions segment by segment, as numbers: 2.9.0 comes before 2.13.0. */
export function compare(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const at = [0, 1, 2].find((segment) => (a[segment] || 0) !== (b[segment] || 0));
  return at === undefined ? 0 : (a[at] || 0) - (b[at] || 0);
}
