/** One open page of the mini-program. */
export class OpenPage {
  /**
   * @param {{ path: string, query: Record<string, string> }} opened
   * @param {object} root its glass-easel root
   */
  constructor({ path, query }, root) {
    this.path = path;
    this.query = query;
    this.root = root;
    /** What `getCurrentPages()` gives. */
    this.instance = root.get();
    this.isReady = false;
  }

  load() {
    this.instance.onLoad?.(this.query);
  }

  show() {
    this.instance.onShow?.();
    this.root.getComponent().triggerPageLifetime('show', []);
    if (!this.isReady) {
      this.isReady = true;
      this.instance.onReady?.();
    }
  }

  hide() {
    this.instance.onHide?.();
    this.root.getComponent().triggerPageLifetime('hide', []);
  }

  unload() {
    this.instance.onUnload?.();
    this.root.release();
  }
}
