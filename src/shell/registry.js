/**
 * The living auths of this app, by storage key, and whose turn it is. A file of its own in the
 * package, since the component and every entry must see the same one; with the memoised load, the
 * only state that modules keep.
 */
const living = new Map();
const turns = [];

module.exports = {
  /** Whether the core is to be the one in JavaScript: `weapp-auth/plain` was asked for. */
  plain: false,

  /** @param {string} name its storage key */
  has: (name) => living.has(name),

  add(name, entry) {
    living.set(name, entry);
  },

  remove(name, entry) {
    if (living.get(name) === entry) {
      living.delete(name);
    }
    this.release(entry);
    if (living.size === 0) {
      // A navigation may still run, and its end never be told: who comes later doesn't wait for it.
      turns.length = 0;
    }
    this.tellSiblings();
  },

  /**
   * The entry of a living auth: what the component needs of it.
   *
   * @param {string} [name] its storage key; without one, the only living auth
   */
  find(name) {
    if (name) {
      return living.get(name);
    }
    return living.size === 1 ? living.values().next().value : undefined;
  },

  /**
   * A second `wx.login` voids the session_key of the first, and two navigations at once fail; so
   * auths log in, submit and navigate one after the other. `grant` is called when it is this one's
   * turn, perhaps at once.
   */
  acquire(entry, grant) {
    turns.push({ entry, grant });
    if (turns.length === 1) {
      grant();
    }
  },

  release(entry) {
    if (entry.isLingering) {
      return;
    }
    this.note(entry, { navigating: false });
    const at = turns.findIndex((turn) => turn.entry === entry);
    if (at >= 0) {
      turns.splice(at, 1);
    }
    if (at === 0 && turns.length > 0) {
      turns[0].grant();
    }
  },

  /** Notes what the others have to know of an auth, and tells them. */
  note(entry, { blocked = entry.blocked, navigating = entry.navigating }) {
    if (entry.blocked !== blocked || entry.navigating !== navigating) {
      Object.assign(entry, { blocked, navigating });
      this.tellSiblings(entry);
    }
  },

  /** Tells all but one what their siblings are about. */
  tellSiblings(teller) {
    const entries = Array.from(living.values());
    for (const entry of entries.filter((other) => other !== teller)) {
      const siblings = entries.filter((other) => other !== entry);
      entry.siblingsChanged({
        blocked: siblings.some((other) => other.blocked),
        navigating: siblings.some((other) => other.navigating),
      });
    }
  },
};
