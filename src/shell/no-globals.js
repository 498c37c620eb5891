/** Stands for `globalThis` in the bundle: that name is not known on iOS 12, nor what is on it. */
export const noGlobals = {};
