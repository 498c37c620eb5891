import { createAuth } from 'weapp-auth/plain';

export const auth = createAuth({
  baseUrl: 'https://api.example.com',
  loginUrl: '/login',
  loginPage: 'pages/index/index',
});
