/** What the fake's secrets look like. A pseudonym of a trace has a `#`. */
const SECRET = /token-\d+|session_key-\d+|(?:login|phoneNumber)-code-\d+|openid-of-nobody/;
const NAVIGATIONS = ['navigateTo', 'redirectTo', 'reLaunch', 'switchTab', 'navigateBack'];

/** Nothing that anybody but the server was told holds a secret. */
export function checkSecrets(world) {
  const look = (where, value) => {
    const found = SECRET.exec(textOf(value));
    if (found) {
      world.fault(`${where} holds ${found[0]}`);
    }
  };
  for (const [kind, value] of world.told) {
    look(`a ${kind}`, value);
  }
  for (const { url } of world.server.requests) {
    look('a url', url);
  }
  for (const fake of world.lives) {
    for (const api of NAVIGATIONS) {
      look(
        `a url of ${api}`,
        fake.calls(api).map(({ options }) => options.url),
      );
    }
  }
  for (const { name, error } of world.callers.all) {
    look(`the error of ${name}`, error && [error.message, error.stack, textOf(error.cause)]);
  }
  for (const line of world.miniProgram.shown) {
    look('the console', line);
  }
}

function textOf(value) {
  return value instanceof Object && 'stack' in value
    ? String(value.stack)
    : (JSON.stringify(value) ?? '');
}
