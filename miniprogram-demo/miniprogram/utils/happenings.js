const KEPT = 1000;
const SHOWN = 40;

/** @type {any[]} */
const happenings = [];
let count = 0;

/**
 * Keeps what weapp-auth has heard and what it does about it: `onEvent` of `createAuth`.
 *
 * @param {any} happening
 */
exports.note = (happening) => {
  count += 1;
  happenings.push({ ...happening, number: count });
  happenings.splice(0, happenings.length - KEPT);
};

/** What is kept, in order. */
exports.happenings = happenings;

/** What happened lately, newest first, in words. */
exports.tell = () =>
  happenings
    .slice(-SHOWN)
    .reverse()
    .map(({ number, now, event, effects }) => ({
      number,
      time: new Date(now).toTimeString().slice(0, 8),
      type: event.type,
      about: about(event),
      effects: effects.map((/** @type {any} */ { type }) => type).join(' · '),
    }));

/** @param {any} event */
function about({ request, response, press, step, stack, hold }) {
  const told = [
    request && request.mode,
    response && [response.status].concat(response.steps).join(' '),
    press && `${press.step} ${press.result}`,
    step,
    stack && stack.map((/** @type {any} */ { url }) => url).join(' › '),
    hold && 'hold',
  ];
  return told.filter(Boolean).join(' ');
}
