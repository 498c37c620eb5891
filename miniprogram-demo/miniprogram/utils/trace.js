const SHOWN = 40;

/**
 * What weapp-auth has heard lately, newest first, in words.
 *
 * @param {any[]} trace `auth.trace()`: a snapshot, and the events after it
 */
exports.tell = (trace) =>
  trace
    .map(({ now, input }, number) => ({ number, now, event: input && input.event }))
    .filter(({ event }) => event)
    .slice(-SHOWN)
    .reverse()
    .map(({ number, now, event }) => ({
      number,
      time: new Date(now).toTimeString().slice(0, 8),
      type: event.type,
      about: about(event),
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
