/** glass-easel's browser backend, with what WeChat's own components do about events. */
import * as glassEasel from 'glass-easel';
import { useFormButton } from './form.js';

/**
 * @param {object} parts
 * @param {(openType: string) => Promise<{ type: string, detail: object }[]>} parts.press what comes
 * of a tap on a button with an open-type
 * @param {(script: () => void) => void} parts.tap runs what may be done in a tap only
 */
export function createBackend({ press, tap }) {
  const backend = new OneDocument();
  backend.onEvent((target, type, detail, options) => {
    const { originalEvent } = options;
    const button = type === 'tap' ? originalEvent.target.closest?.('wx-button') : null;
    if (button?.hasAttribute('disabled')) {
      return glassEasel.EventBubbleStatus.Normal;
    }
    const told = originalEvent instanceof CustomEvent ? originalEvent.detail : detail;
    const event = new glassEasel.Event(type, told, options);
    if (type === 'tap') {
      tap(() => glassEasel.Event.dispatchEvent(target, event));
    } else {
      glassEasel.Event.dispatchEvent(target, event);
    }
    if (button) {
      useFormButton(button);
      useOpenType(button, press);
    }
    return event.defaultPrevented()
      ? glassEasel.EventBubbleStatus.NoDefault
      : glassEasel.EventBubbleStatus.Normal;
  });
  showHover();
  return backend;
}

async function useOpenType(button, press) {
  const openType = button.getAttribute('open-type');
  for (const { type, detail } of openType ? await press(openType) : []) {
    button.__wxElement.triggerEvent(type, detail);
  }
}

/** glass-easel adds a page's style sheets whenever one is opened; once is enough for one document. */
class OneDocument extends glassEasel.CurrentWindowBackendContext {
  added = new Map();

  appendStyleSheetPath(path, scope) {
    if (!this.added.has(path)) {
      this.added.set(path, super.appendStyleSheetPath(path, scope));
    }
    return this.added.get(path);
  }
}

/** `hover-class`, while a finger or the mouse is down. */
function showHover() {
  let undo = () => {};
  document.body.addEventListener('pointerdown', ({ target }) => {
    const element = target.closest('[hover-class]')?.__wxElement;
    const name = element?.getAttribute('hover-class') ?? 'none';
    if (name !== 'none' && !element.getAttribute('disabled')) {
      element.classList.toggle(name, true);
      undo = () => element.classList.toggle(name, false);
    }
  });
  for (const type of ['pointerup', 'pointercancel']) {
    document.body.addEventListener(type, () => {
      undo();
      undo = () => {};
    });
  }
}
