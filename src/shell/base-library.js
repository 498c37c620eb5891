/**
 * The version of the base library, as `2.13.0`; `undefined` where no API tells it.
 *
 * `wx.getAppBaseInfo` is there from 2.20.1 on, `wx.getSystemInfoSync` before.
 */
export function baseLibraryVersion() {
  for (const api of ['getAppBaseInfo', 'getSystemInfoSync']) {
    try {
      const { SDKVersion } = wx[api]();
      if (typeof SDKVersion === 'string') {
        return SDKVersion;
      }
    } catch {
      // Not there, or not working: the next one may be.
    }
  }
}

/**
 * Whether a version comes before another, segment by segment as numbers (2.9.0 before 2.13.0).
 *
 * @param {string} version
 * @param {string} other
 */
export function isBefore(version, other) {
  const [a, b] = [version, other].map((text) => text.split('.').map(Number));
  const at = b.findIndex((segment, index) => segment !== (a[index] || 0));
  return at >= 0 && (a[at] || 0) < b[at];
}
