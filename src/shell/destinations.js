/** How many answers are kept for each method. */
const MOST = 256;

/** Whose a url is, and what it is in full. The core decides; its answers are kept for a while. */
export class Destinations {
  constructor() {
    /** What most requests are, found with one look. */
    this.gets = new Map();
    this.others = new Map();
  }

  /** `{ url, endpoint, writes }`, as `resolve` of the core gives it. */
  of(core, { api, options: { method, url } }) {
    const verb = api === 'request' ? method || 'GET' : api === 'uploadFile' ? 'POST' : 'GET';
    const known = verb === 'GET' ? this.gets : this.byVerb(verb);
    const destination = known.get(url);
    if (destination) {
      return destination;
    }
    if (known.size === MOST) {
      known.clear();
    }
    known.set(url, core.resolve(verb, url));
    return known.get(url);
  }

  byVerb(verb) {
    if (!this.others.has(verb)) {
      this.others.set(verb, new Map());
    }
    return this.others.get(verb);
  }
}
