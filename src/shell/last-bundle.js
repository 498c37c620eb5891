/**
 * The bundle of the response that told the core last, kept for comparing: of a 200 that brings the same
 * again, the core needs to hear only numbers. A cache, not a decision: which send the bundle answered
 * is kept with it, and the core says whether that is still the last word.
 */
export class LastBundle {
  constructor({ in: place = 'body', name = 'tokenStatus' } = {}) {
    this.isInBody = place === 'body';
    this.name = name;
    this.path = name.split('.');
    this.forget();
  }

  /** The send whose bundle this is again; 0: there is none; -1: it may be another. */
  compare(response) {
    try {
      return this.compareFields(response);
    } catch {
      // A getter of the app's own that throws: the core reads past it.
      return -1;
    }
  }

  compareFields({ data, header }) {
    if (!this.isInBody) {
      // Under which casing the field comes is for the core to find out, once.
      const value = header && this.key !== undefined ? header[this.key] : undefined;
      return value !== undefined && value === this.last ? this.sent : -1;
    }
    if (typeof data === 'string' && data !== '') {
      return -1;
    }
    const bundle = this.find(data);
    if (bundle === undefined) {
      return 0;
    }
    return this.last !== undefined && isSame(bundle, this.last) ? this.sent : -1;
  }

  /** What to keep of a response if the core accepts its bundle: the app may change it as it gets it. */
  read(response) {
    try {
      const { data, header } = response;
      if (this.isInBody) {
        return { last: copy(this.find(data)) };
      }
      const name = this.name.toLowerCase();
      const keys = Object.keys(header || {}).filter((key) => key.toLowerCase() === name);
      const key = keys.length === 1 ? keys[0] : undefined;
      return { key, last: key === undefined ? undefined : header[key] };
    } catch {
      return {};
    }
  }

  /** What was read of the response to this send is the core's last word. */
  keep({ key, last }, sent) {
    this.key = key;
    this.last = last;
    this.sent = sent;
  }

  forget() {
    this.key = undefined;
    this.last = undefined;
    this.sent = 0;
  }

  find(data) {
    const whole = member(data, this.name);
    const bundle =
      whole === undefined && this.path.length > 1 ? this.path.reduce(member, data) : whole;
    return isObject(bundle) ? bundle : undefined;
  }
}

function member(object, name) {
  return typeof object === 'object' && object !== null ? object[name] : undefined;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The app may change what it gets, so a copy is kept: a list of names and values, in their order. */
function copy(bundle) {
  try {
    const fields = JSON.parse(JSON.stringify(Object.entries(bundle)));
    return { first: fields.reduceRight((next, [name, value]) => ({ name, value, next }), null) };
  } catch {
    return undefined;
  }
}

/** In another order it is taken for another bundle: the core will see that it is not. */
function isSame(bundle, { first }) {
  let field = first;
  for (const name in bundle) {
    if (field === null || name !== field.name) {
      return false;
    }
    const value = bundle[name];
    if (value !== field.value && !isSameDeeply(value, field.value)) {
      return false;
    }
    field = field.next;
  }
  return field === null;
}

function isSameDeeply(value, last) {
  return typeof value === 'object' && JSON.stringify(value) === JSON.stringify(last);
}
