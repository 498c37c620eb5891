/**
 * What components ask for, whether or not anything waits for it. Several may stand on open pages:
 * the one that came last goes first, and when it goes, the one before it counts again.
 */
export class Offers {
  /** @param {(step: string | null) => void} tell hears of the step that counts now */
  constructor(tell) {
    this.tell = tell;
    this.made = [];
  }

  /** @param {string | null} step  @param {unknown} who the component that asks for it, or no more */
  make(step, who) {
    this.made = this.made.filter((offer) => offer.who !== who);
    if (step) {
      this.made.push({ step, who });
    }
    const last = this.made[this.made.length - 1];
    this.tell(last ? last.step : null);
  }
}
