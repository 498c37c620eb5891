/** By which number an event answers an effect: the number's name, in both. */
const NUMBERS = ['login', 'navigation', 'lookup', 'reading', 'submission', 'read', 'turn'];
/** How many effects may wait for their answers before the oldest are forgotten. */
const MOST = 256;

/** How long it took from an effect to the event that answers it, in ms. */
export class Durations {
  constructor() {
    this.began = new Map();
  }

  /** The duration of what this event ends, or null; and from now on, of what these effects begin. */
  of(event, effects, now) {
    const duration = this.end(event, now);
    for (const effect of effects) {
      for (const key of keys(effect)) {
        this.began.set(key, now);
      }
    }
    while (this.began.size > MOST) {
      this.began.delete(this.began.keys().next().value);
    }
    return duration;
  }

  end(event, now) {
    for (const key of keys(event)) {
      const began = this.began.get(key);
      if (began !== undefined) {
        this.began.delete(key);
        return now - began;
      }
    }
    return null;
  }
}

function keys({ caller, ticket, sent, ...numbers }) {
  const number = ticket ? ticket.sent : sent;
  const names = NUMBERS.filter((name) => typeof numbers[name] === 'number');
  return names
    .map((name) => `${name} ${numbers[name]}`)
    .concat(caller !== undefined && number !== undefined ? [`sent ${number}`] : []);
}
