import {
  createFakeWx,
  fetchTransport,
  type FakeWx,
  type FakeWxOptions,
  type Scripted,
} from 'weapp-auth/testing';

const options: FakeWxOptions = {
  clock: 'virtual',
  delays: { login: 35 },
  server: { knows: ['userInfo'], routes: { '/orders': { wants: ['phoneNumber'] } } },
  pages: { tabBar: ['pages/me/me'], entry: null },
  hooks: { onOpen: (page) => ({ is: page.path }), onAsk: () => 'refused' },
  network: { casing: (name) => [name, name.toUpperCase()], headers: 'after', domains: [] },
  transport: (request) => Promise.resolve({ status: 200, header: {}, body: request.url }),
};

export async function play(): Promise<FakeWx> {
  const fake = createFakeWx(options);
  const wx = fake.wx as WechatMiniprogram.Wx;
  const { code }: { code: string } = await fake.until(wx.login());
  fake.next('login', 'never', { fail: 'login:fail' }, { delay: 5, again: 10 });
  fake.every('navigateTo', null);
  const busy: Scripted = { status: 503, header: { 'Retry-After': '1' }, delay: 5 };
  fake.server.answer('/orders', busy, 'never', { rotate: true }, () => busy);
  const event = fake.press('getPhoneNumber', fake.refusals.refused[0]);
  const times: number[] = fake.server.requests.map((request) => request.time);
  console.log(code, event?.type, times, fake.pages[0]?.instance);
  await fake.advance(1000);
  return fake.restart();
}

// @ts-expect-error: there is no such outcome.
createFakeWx().next('login', 'sometimes');
// @ts-expect-error: there is no such step.
createFakeWx({ server: { knows: ['phone'] } });
// @ts-expect-error: there is no such option.
createFakeWx({ base: '3.0.0' });

fetchTransport((url, init) => Promise.resolve({ url, init }));
