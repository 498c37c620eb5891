/** The state diagram of docs/states.md, with the present state and the way there lit. */

/** Where each state stands, in columns and rows. */
const PLACES = {
  Starting: [0, 0],
  Disposed: [3, 0],
  SignedOut: [0, 1],
  LoginDue: [1, 1],
  AwaitingCode: [2, 1],
  Exchanging: [3, 1],
  SignedIn: [0, 2],
  Requesting: [1, 2],
  PageDue: [2, 2],
  GoingToLogin: [3, 2],
  GoingBack: [0, 3],
  Submitting: [1, 3],
  SubmissionDue: [2, 3],
  Blocked: [3, 3],
  BackDue: [0, 4],
  Held: [1, 4],
  BreakerOpen: [2, 4],
};
const [WIDTH, HEIGHT] = [170, 50];
const [BOX_WIDTH, BOX_HEIGHT] = [112, 28];

export class Diagram {
  /**
   * @param {HTMLElement} place
   * @param {[from: string, to: string][]} arrows
   */
  constructor(place, arrows) {
    const drawn = arrows.filter(([from, to]) => from in PLACES && to in PLACES);
    place.innerHTML = `
      <svg viewBox="0 0 ${WIDTH * 4} ${HEIGHT * 5}" role="img" aria-label="状态图">
        <defs>
          <marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6"
            orient="auto"><path d="M0 0 6 3 0 6z" /></marker>
        </defs>
        ${drawn.map(drawArrow).join('')}
        ${Object.entries(PLACES).map(drawState).join('')}
      </svg>`;
    this.place = place;
    this.present = null;
  }

  /** @param {string} state the present one */
  show(state) {
    if (state === this.present) {
      return;
    }
    this.place.querySelectorAll('.lit, .taken').forEach((element) => {
      element.classList.remove('lit', 'taken');
    });
    this.place.querySelector(`[data-state="${state}"]`)?.classList.add('lit');
    this.place.querySelector(`[data-arrow="${this.present} ${state}"]`)?.classList.add('taken');
    this.present = state;
  }
}

function drawState([name, place]) {
  const [x, y] = middle(place);
  return `<g data-state="${name}">
    <rect x="${x - BOX_WIDTH / 2}" y="${y - BOX_HEIGHT / 2}" width="${BOX_WIDTH}"
      height="${BOX_HEIGHT}" rx="8" />
    <text x="${x}" y="${y + 4}">${name}</text></g>`;
}

/** Bent to the left of its way, so that the arrow back does not lie on it. */
function drawArrow([from, to]) {
  const start = middle(PLACES[from]);
  const end = middle(PLACES[to]);
  const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
  const length = Math.hypot(dx, dy);
  const bend = [
    (start[0] + end[0]) / 2 + (dy / length) * length * 0.12,
    (start[1] + end[1]) / 2 - (dx / length) * length * 0.12,
  ];
  const [a, b] = [edge(start, bend), edge(end, bend)];
  return `<path class="arrow" data-arrow="${from} ${to}" d="M${a} Q${bend} ${b}" />`;
}

/** Where the way from a box's middle to a point leaves the box. */
function edge([x, y], [towardsX, towardsY]) {
  const [dx, dy] = [towardsX - x, towardsY - y];
  const scale = Math.min(
    (BOX_WIDTH / 2 + 2) / Math.abs(dx || 1e-9),
    (BOX_HEIGHT / 2 + 2) / Math.abs(dy || 1e-9),
  );
  return [x + dx * scale, y + dy * scale];
}

function middle([column, row]) {
  return [(column + 0.5) * WIDTH, (row + 0.5) * HEIGHT];
}
