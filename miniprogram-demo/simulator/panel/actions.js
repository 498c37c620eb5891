/** What a person can make happen now. */
import { create } from '../host/dom.js';

/** Those that are the server's have the lever of server/control-routes.mjs. */
const ACTIONS = [
  { name: 'expire', words: '口令现在过期', lever: 'expire-tokens' },
  { name: 'revoke', words: '服务器忘掉口令', lever: 'revoke-tokens' },
  { name: 'kickOut', words: '被别的设备挤下线', lever: 'kick-out' },
  { name: 'failLogin', words: '下一次登录 503', lever: 'fail-logins', body: { status: 503 } },
  { name: 'hang', words: '下一个请求不应答', lever: 'hang' },
  { name: 'release', words: '放行不应答的', lever: 'release' },
  { name: 'scenario1', words: '只要 unionid', lever: 'settings', body: { scenario: 1 } },
  { name: 'scenario2', words: '要头像昵称', lever: 'settings', body: { scenario: 2 } },
  { name: 'hide', words: '切到后台再回来' },
  { name: 'restart', words: '关掉再打开小程序' },
  { name: 'reset', words: '一切从头来', lever: 'reset', body: {} },
];

/**
 * @param {HTMLElement} place
 * @param {{ pull(lever: string, body: object): Promise<void>, hide(): void, restart(): void,
 * reset(): void }} world
 */
export function showActions(place, world) {
  const buttons = ACTIONS.map(({ name, words, lever, body = {} }) => {
    const button = create('button', { name, textContent: words });
    button.onclick = async () => {
      if (lever) {
        await world.pull(lever, body);
      }
      await world[name]?.();
      button.classList.add('done');
      setTimeout(() => button.classList.remove('done'), 600);
    };
    return button;
  });
  place.replaceChildren(...buttons);
}
