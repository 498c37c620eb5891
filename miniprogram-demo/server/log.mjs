/** The log: one line of JSON an entry. Entries hold names and numbers, nothing a user has sent. */

/** @param {{ write(text: string): void }} stream */
export function logTo(stream) {
  return (entry) => stream.write(`${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
}

/**
 * Where an unexpected error came from. Its message stays out: a parser's quotes its input, and that
 * may be a secret.
 *
 * @param {unknown} error
 * @returns {{ name: string, stack: string[] }}
 */
export function locationOf(error) {
  const lines = String(error?.stack ?? '').split('\n');
  return {
    name: error?.constructor?.name ?? typeof error,
    stack: lines.filter((line) => /^ {4}at /.test(line)).map((line) => line.trim()),
  };
}
