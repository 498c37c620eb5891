import { defineConfig } from '@tarojs/cli';

export default defineConfig({
  projectName: 'weapp-auth-sample-taro',
  sourceRoot: 'src',
  outputRoot: 'dist',
  framework: 'react',
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  plugins: ['@tarojs/plugin-framework-react', '@tarojs/plugin-platform-weapp'],
  cache: { enable: false },
});
