const { createAuth } = require('weapp-auth');
const { baseUrl } = require('./config');
const { note } = require('./utils/happenings');

module.exports = createAuth({
  baseUrl,
  loginUrl: '/login',
  userInfoUrl: '/user-info',
  phoneNumberUrl: '/phone-number',
  loginPage: 'pages/login/login',
  tabBarPages: ['pages/home/home', 'pages/orders/orders', 'pages/profile/profile', 'pages/lab/lab'],
  endsSession: ({ data }) => Boolean(data && data.error && data.error.code === 'kickedOut'),
  onEvent: note,
});
