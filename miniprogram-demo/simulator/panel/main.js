/** The panel beside the phone. */
import { showActions } from './actions.js';
import { showControls } from './controls.js';
import { Diagram } from './diagram.js';
import { showHappenings, showProblems, showRequests, showView } from './lines.js';
import { presentState } from './present-state.js';

const frame = document.querySelector('#phone');
const find = (selector) => document.querySelector(selector);
const response = await fetch('/states.json');
const diagram = new Diagram(find('#diagram'), await response.json());

/** Takes the app that runs in the phone in hand, each time that one is started. */
async function takeHold() {
  const { simulator } = frame.contentWindow;
  if (!simulator?.isReady) {
    setTimeout(takeHold, 20);
    return;
  }
  showControls(find('#world'), {
    settings: simulator.settings,
    set(changes, restarts) {
      simulator.set(changes);
      if (restarts) {
        restart();
      }
    },
  });
  showActions(find('#actions'), {
    pull: simulator.pull,
    hide: () => simulator.hide(),
    restart,
    reset() {
      sessionStorage.clear();
      simulator.forget();
      restart();
    },
  });
  simulator.record.watch((record) => show(record, simulator));
}

function restart() {
  frame.contentWindow.location.reload();
}

function show({ requests, problems, view, happenings }, { fake }) {
  showRequests(find('#requests'), requests);
  const events = happenings.map(({ event }) => event);
  showHappenings(find('#events'), happenings);
  showProblems(find('#problems'), problems);
  const logins = requests.filter(({ url }) => url === 'wx.login').length;
  find('#logins').textContent = `wx.login × ${logins}`;
  const running = requests.filter(({ status }) => status === null).length;
  const isOnLoginPage = fake.pages.at(-1)?.path === 'pages/login/login';
  const state = view ? presentState({ view, events, running, isOnLoginPage }) : 'Starting';
  find('#state').textContent = state;
  diagram.show(state);
  if (view) {
    showView(find('#view'), view);
  }
}

frame.addEventListener('load', takeHold);
takeHold();
