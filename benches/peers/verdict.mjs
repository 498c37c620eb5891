/** What a cell of the table says: a tick, or what went wrong, in counts. */

const WORDS = {
  hang: (n) => `${n} never settled`,
  crash: (n) => `${n} crashed`,
  raw: (n) => `${n} got the refusal as an answer`,
  refused: (n) => `${n} got the bare refusal`,
  error: (n) => `${n} failed`,
  changed: (n) => `${n} had its options changed`,
};

/**
 * @param {{ logins: number, sends: number, outcomes: Record<string, number> }} result of a world
 * @param {{ right: object, alsoRight?: object }} scenario
 * @returns {string}
 */
export function verdict(result, { right, alsoRight = right }) {
  return complaints(result, alsoRight).length ? complaints(result, right).join(', ') || '✓' : '✓';
}

function complaints(result, right) {
  const outcomes = right.refusedIsError ? asErrors(result.outcomes) : result.outcomes;
  const answers = outcomes.answer ?? 0;
  const wrong = [
    result.logins > right.logins && `${counted(result.logins)} L`,
    result.sends > right.sends && `${counted(result.sends)} sends`,
    ...Object.entries(WORDS)
      .filter(([kind]) => (outcomes[kind] ?? 0) > (right.outcomes[kind] ?? 0))
      .map(([kind, say]) => say(outcomes[kind])),
  ].filter(Boolean);
  // That more were answered than could be is wrong only if it can't be told by what it cost.
  return wrong.length || answers <= (right.outcomes.answer ?? 0) ? wrong : [`${answers} answered`];
}

function asErrors({ refused = 0, error = 0, ...others }) {
  return refused + error ? { ...others, error: refused + error } : others;
}

/** Where nothing but the end of the scenario stops it, how often doesn't matter. */
const counted = (n) => (n > 100 ? 'endless' : n);
