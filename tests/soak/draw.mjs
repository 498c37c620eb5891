import { random } from '../support/values.mjs';

/** What a schedule draws from its seed: the same seed draws the same. */
export function createDraw(seed) {
  const next = random(seed);
  const below = (limit) => Math.floor(next() * limit);
  return {
    next,
    below,
    chance: (part) => next() < part,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => list[below(list.length)],
    /** A name out of `{ name: weight }`. */
    weighted(weights) {
      const names = Object.keys(weights);
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0);
      return names.find((name) => (left -= weights[name]) < 0) ?? names.at(-1);
    },
  };
}
