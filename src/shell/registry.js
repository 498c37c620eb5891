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

  remove(name) {
    const entry = living.get(name);
    living.delete(name);
    this.release(entry);
    this.tellBlocked();
  },

  /**
   * The entry of a living auth: `{ auth, offer, hidden }`.
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
    const at = turns.findIndex((turn) => turn.entry === entry);
    if (at >= 0) {
      turns.splice(at, 1);
    }
    if (at === 0 && turns.length > 0) {
      turns[0].grant();
    }
  },

  /** Tells the others whether anything waits for a button in this one. */
  setBlocked(entry, blocked) {
    if (entry.blocked !== blocked) {
      entry.blocked = blocked;
      this.tellBlocked();
    }
  },

  tellBlocked() {
    const entries = Array.from(living.values());
    for (const entry of entries) {
      entry.siblingsChanged(entries.some((other) => other !== entry && other.blocked));
    }
  },
};
