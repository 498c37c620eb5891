import { failure } from './script.js';

/**
 * Functions as `wx` has them: they call `success` or `fail`, then `complete`, later; without any of
 * the three they return a promise, from base library 2.10.2 on
 * (https://developers.weixin.qq.com/miniprogram/dev/framework/app-service/api.html).
 *
 * @param {{ life: object, clock: object, script: object, device: object }} parts
 */
export function createCalls({ life, clock, script, device }) {
  const log = [];

  function note(api, options) {
    log.push({ api, options, time: clock.time() });
    return script.take(api);
  }

  /**
   * @param {string} api
   * @param {(options: object) => unknown} perform what the call does: returns the result or a
   * promise of it, throws or rejects with `{ errMsg }`
   * @param {{ atEnd?: boolean, around?: { start: Function, end: Function } }} [how] `atEnd`: it is
   * done when the delay is over, not before; `around`: told when it begins and when it has answered
   */
  function later(api, perform, how) {
    return (given) => {
      const options = given || {};
      const outcome = note(api, options);
      if (outcome.throws) {
        throw new Error(`${api}:fail`);
      }
      if (life.isOver()) {
        return undefined;
      }
      if (!['success', 'fail', 'complete'].some((name) => typeof options[name] === 'function')) {
        const promise = new Promise((resolve, reject) => {
          start(api, perform, how, options, outcome, { success: resolve, fail: reject });
        });
        return device.isFrom('2.10.2') ? promise : void promise.catch(() => {});
      }
      start(api, perform, how, options, outcome, options);
      return undefined;
    };
  }

  function start(api, perform, how, options, outcome, callbacks) {
    const { atEnd = false, around = { start() {}, end() {} } } = how || {};
    const { delay = 0, again = 0 } = outcome;
    if (outcome.never) {
      return;
    }
    around.start();
    const answer = (settledAs, result) => {
      const tell = () => finish(callbacks, settledAs, result);
      const wait = atEnd ? 0 : delay;
      life.answer(wait, () => {
        around.end();
        tell();
      });
      if (outcome.twice || again > 0) {
        life.answer(wait + again, tell);
      }
    };
    const go = () => {
      if (outcome.fail) {
        answer('fail', failure(outcome.fail));
        return;
      }
      attempt(perform, options).then(
        (result) =>
          answer('success', Object.assign({ errMsg: `${api}:ok` }, result, outcome.result)),
        (error) => answer('fail', error),
      );
    };
    if (atEnd) {
      life.answer(delay, go);
    } else {
      go();
    }
  }

  function finish(callbacks, name, result) {
    [name, 'complete'].forEach((callback) => {
      if (typeof callbacks[callback] === 'function') {
        clock.run(callbacks[callback], result);
      }
    });
  }

  /** A function that answers at once, and throws where it fails. */
  function sync(api, perform) {
    return (...args) => {
      const outcome = note(api, args);
      if (outcome.throws || outcome.fail) {
        throw new Error(outcome.fail ? failure(outcome.fail).errMsg : `${api}:fail`);
      }
      return 'result' in outcome ? outcome.result : perform(...args);
    };
  }

  return {
    later,
    sync,
    note,
    finish,
    log,
    of: (api) => log.filter((call) => call.api === api),
  };
}

/** The promise of what a function returns. A failure of the platform's is one of its objects. */
function attempt(perform, options) {
  return new Promise((resolve) => resolve(perform(options)));
}
