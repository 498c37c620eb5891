module.exports = {
  /** Where the demo's server listens; see miniprogram-demo/README.md. */
  baseUrl: 'http://127.0.0.1:8787',
};
