/** The same on the core in JavaScript: for where there is no WXWebAssembly. */
export * from './index';
