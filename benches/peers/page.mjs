/** The page that docs/ has of a comparison. */

const HEAD = `# weapp-auth and its peers

What becomes of requests when a token dies: each row is a sequence that happens, each column a library
that logs in again by itself. This page is written by \`npm ci && npm start\` in \`benches/peers\`;
\`scenarios.mjs\` there has each row as code.

Time is virtual, WeChat is the fake one of \`weapp-auth/testing\`, and the server counts. A request takes
10 ms, a login 35. ✓: the right outcome, with no more logins (L: one \`wx.login\`) and no more sends
than it takes. Otherwise the cell says what went wrong: how many requests never settled, failed, or
were handed the refusal itself, by rejection ("the bare refusal") or as if it were the answer.
*Endless*: still at it, over a hundred times, when the scenario was over.

The rows are what weapp-auth was made for. What the others do besides, such as caching, is not asked.`;

const COSTS = `## What a request costs that needs nothing

Its token is good, and the answer, which comes at once, brings nothing new: ns in node, the best of 15
rounds in one run (\`cost.mjs\`), and the ratio to a bare promise around \`wx.request\`. weapp-auth and
wafer2-client-sdk only manage the session; the others are whole HTTP clients.`;

export function page({ scenarios, peers, absent, cell, costs }) {
  const columns = peers.map((peer) => `${peer.name} ${peer.version}`);
  const rows = scenarios.map((scenario) => [
    scenario.id,
    scenario.title,
    ...peers.map((peer) => cell(peer, scenario)),
  ]);
  const passed = peers.map(
    (peer) => scenarios.filter((scenario) => cell(peer, scenario) === '✓').length,
  );
  const parts = [
    HEAD,
    table([['', 'what happens', ...columns], ...rows, ['', 'right', ...passed]]),
    COSTS,
    table([
      ['', 'ns', 'ratio'],
      ...costs.map(([name, ns]) => [name, ns.toFixed(0), (ns / costs[0][1]).toFixed(1)]),
    ]),
    '## How each was set up',
    peers.map(({ name, how }) => `- **${name}**: ${how}.`).join('\n'),
    'All but the WeChat ones are HTTP clients for every platform and have no login of their own: theirs is\n`wx.login` and a POST of its code, as their users write it.',
  ];
  if (absent.length) {
    const names = absent.map(({ name, source }) => `${name} (\`npm install --no-save ${source}\`)`);
    parts.push(`Not installed when this was written: ${names.join(', ')}.`);
  }
  return `${parts.join('\n\n')}\n`;
}

function table([head, ...rows]) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [head, head.map(() => '---'), ...rows].map(line).join('\n');
}
