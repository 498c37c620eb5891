import { openMiniProgram } from '../support/sandbox.mjs';

/** Opens the mini-program that all schedules run in, one after the other. */
export async function openSoaked() {
  const shown = [];
  const app = openMiniProgram({
    globals: { console: { error: (error) => shown.push(error) } },
  });
  const weappAuth = app.require('weapp-auth');
  await weappAuth.load();
  return { app, weappAuth, registry: app.require('weapp-auth/registry.js'), shown };
}
