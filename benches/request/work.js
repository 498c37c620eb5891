/** Runs in the mini-program itself, so that nothing crosses from one realm to another. */
export async function measure({ auth, wx, now }) {
  const ROUNDS = 15;
  const COUNT = 20000;
  const url = 'https://api.example.com/a';
  const bare = () =>
    new Promise((success, fail) => {
      wx.request({ url, success, fail });
    });
  const work = {
    'a bare promise around wx.request': bare,
    'auth.request': () => auth.request({ url }),
  };
  const best = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of Object.keys(work)) {
      const start = now();
      for (let at = 0; at < COUNT; at += 50) {
        const batch = [];
        for (let one = 0; one < 50; one += 1) {
          batch.push(work[name]());
        }
        await Promise.all(batch);
      }
      const ns = ((now() - start) * 1e6) / COUNT;
      best[name] = Math.min(ns, best[name] || Infinity);
    }
  }
  return Object.keys(work).map((name) => [name, best[name]]);
}
