/** Requests, and what the machine heard: newest first. */
import { create } from '../host/dom.js';

const SHOWN = 60;

export function showRequests(place, requests) {
  const lines = requests.slice(-SHOWN).reverse();
  place.replaceChildren(
    ...lines.map(({ method, url, status, took, challenge }) => {
      const line = create('li', { className: toneOf(status) });
      line.append(
        create('b', { textContent: status ?? '…' }),
        create('span', { textContent: `${method} ${url.replace(/^https?:\/\/[^/]+/, '')}` }),
        create('small', { textContent: took === null ? '' : `${took} ms` }),
      );
      if (challenge) {
        line.append(create('em', { textContent: challenge }));
      }
      return line;
    }),
  );
}

/** @param {{ event: { type: string }, effects: { type: string }[] }[]} happenings */
export function showHappenings(place, happenings) {
  const lines = happenings.slice(-SHOWN).reverse();
  place.replaceChildren(
    ...lines.map(({ event, effects }) => {
      const line = create('li');
      line.append(
        create('b', { textContent: event.type }),
        create('span', { textContent: about(event) }),
        create('em', { textContent: effects.map(({ type }) => `→ ${type}`).join(' ') }),
      );
      return line;
    }),
  );
}

/** `auth.view`, member by member. */
export function showView(place, view) {
  const { status, step, busy, hasUserInfo, hasPhoneNumber, uid, waiting, button, error } = view;
  const members = {
    ...{ status, step, busy, hasUserInfo, hasPhoneNumber, uid, waiting },
    openType: button?.openType ?? null,
    error: error?.code ?? null,
  };
  place.replaceChildren(
    ...Object.entries(members).map(([name, value]) => {
      const member = create('div', { className: value ? 'is' : '' });
      member.append(
        create('dt', { textContent: name }),
        create('dd', { textContent: String(value) }),
      );
      return member;
    }),
  );
}

export function showProblems(section, problems) {
  section.hidden = problems.length === 0;
  section
    .querySelector('ol')
    .replaceChildren(...problems.map((text) => create('li', { textContent: text })));
}

function toneOf(status) {
  if (status === null) {
    return 'open';
  }
  return status === 'ok' || (status >= 200 && status < 300) ? 'good' : 'bad';
}

/** What is worth knowing of an event besides its name. */
function about({ request, response, press, step, stack, hold, environment }) {
  const told = [
    request && `${request.mode}${request.writes ? ', writes' : ''}`,
    response && [response.status, ...response.steps].join(' '),
    press && `${press.step} ${press.result}`,
    step,
    stack && stack.map(({ url }) => url.split('/').at(-1)).join(' › '),
    hold && 'hold',
    environment && `${environment.platform} ${environment.sdkVersion}`,
  ];
  return told.filter(Boolean).join(' ');
}
