import { exchange, login } from './login.js';
import { navigate } from './navigation.js';
import { lookUp, readUserInfo, submit } from './press.js';
import { readStorage, save } from './storage.js';

const WARNINGS = {
  bundleHadSecrets:
    'the token-status bundle holds a field that must not reach the client; it was left out',
  storageFailed: 'storage could not be written: after a restart the user has to log in again',
};

/** Does what the core says: one arm for each effect. */
export function perform(shell, effect) {
  switch (effect.type) {
    case 'send':
      return shell.requests.send(effect.caller, effect.ticket);
    case 'deliver':
      return shell.requests.deliver(effect.caller);
    case 'reject':
      return reject(shell, effect);
    case 'resolve':
      return resolve(shell, effect.caller);
    case 'abortTask':
      return shell.requests.abortTask(effect.caller);
    case 'becomeReady':
      return shell.becomeReady();
    case 'showView':
      return shell.showView();
    case 'warn':
      return shell.warn(effect.warning, WARNINGS[effect.warning]);
    case 'acquireTurn':
      return shell.registry.acquire(shell.entry, () =>
        shell.tell({ type: 'turnAcquired', turn: effect.turn }),
      );
    case 'releaseTurn':
      return shell.registry.release(shell.entry);
    case 'callLogin':
      return login(shell, effect.login);
    case 'exchange':
      return exchange(shell, effect.login);
    case 'navigate':
      return navigate(shell, effect.navigation, effect.call);
    case 'lookUp':
      return lookUp(shell, effect);
    case 'readUserInfo':
      return readUserInfo(shell, effect.reading);
    case 'submit':
      return submit(shell, effect);
    case 'readStorage':
      return readStorage(shell, effect.read);
    case 'save':
      return save(shell, effect.stored);
    case 'setToken':
      return setToken(shell, effect);
    default:
      throw new Error(`no such effect: ${effect.type}`);
  }
}

function reject(shell, { callers, failure }) {
  const error = shell.failures.errorOf(failure);
  for (const caller of callers) {
    const call = shell.calls.get(caller);
    if (call) {
      shell.calls.delete(caller);
      call.reject(error);
    } else {
      shell.requests.reject(caller, error);
    }
  }
}

function resolve(shell, caller) {
  shell.presses.delete(caller);
  const call = shell.calls.get(caller);
  if (call) {
    shell.calls.delete(caller);
    call.resolve();
  }
}

/** From now on this is the token. The shell keeps no more of it than the header it makes. */
function setToken(shell, { generation, token }) {
  const { authorization = bearer } = shell.options;
  shell.generation = generation;
  shell.credentials = (token !== null && shell.guard(() => authorization(token))) || {};
  shell.requests.forgetBundle();
}

function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}
