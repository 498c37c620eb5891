/**
 * The same as `weapp-auth`, with the core in JavaScript from the start: for Taro, uni-app and
 * platforms without WXWebAssembly. There is no file to copy.
 */
export * from './index';
