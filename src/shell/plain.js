/** `weapp-auth/plain`: the same API on the core in JavaScript, for where there is no WXWebAssembly. */
require('./registry.js').plain = true;
module.exports = require('./index.js');
