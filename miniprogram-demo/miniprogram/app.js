require('./auth');

App({});
