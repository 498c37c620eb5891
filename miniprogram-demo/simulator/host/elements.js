/** The built-in components that need more than a style sheet. */

/** `<image>`. */
class ImageElement extends HTMLElement {
  static observedAttributes = ['src', 'mode'];
  static fits = { aspectFit: 'contain', aspectFill: 'cover', scaleToFill: 'fill' };
  /** @type {(path: string) => string} where a file of the mini-program is in the browser */
  static locate = (path) => path;

  constructor() {
    super();
    this.image = document.createElement('img');
    this.image.alt = '';
    this.image.style.cssText = 'display: none; width: 100%; height: 100%; border-radius: inherit';
    this.attachShadow({ mode: 'open' }).append(this.image);
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'src') {
      this.image.style.display = value ? 'block' : 'none';
      this.image.src = value ? ImageElement.locate(value) : '';
    } else {
      this.image.style.objectFit = ImageElement.fits[value] ?? 'fill';
    }
  }
}

/** `<input>`. */
class InputElement extends HTMLElement {
  static observedAttributes = ['value', 'placeholder', 'type', 'disabled', 'maxlength'];

  constructor() {
    super();
    this.input = document.createElement('input');
    this.input.style.cssText =
      'width: 100%; height: 100%; padding: 0; border: 0; outline: 0; background: none; ' +
      'color: inherit; font: inherit; text-align: inherit';
    this.attachShadow({ mode: 'open', delegatesFocus: true }).append(this.input);
    for (const type of ['input', 'focus', 'blur']) {
      this.input.addEventListener(type, (event) => {
        event.stopPropagation();
        this.tell(type);
      });
    }
    this.input.addEventListener('keydown', ({ key }) => key === 'Enter' && this.tell('confirm'));
  }

  get value() {
    return this.input.value;
  }

  attributeChangedCallback(name, _, value) {
    if (name === 'value') {
      this.input.value = value ?? '';
    } else if (name === 'disabled') {
      this.input.disabled = value !== null;
    } else if (name !== 'type') {
      this.input.setAttribute(name, value ?? '');
    } else if (value === 'nickname') {
      this.input.autocomplete = 'nickname';
    }
  }

  tell(type) {
    const detail = { value: this.value, cursor: this.input.selectionStart };
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: type === 'input' }));
  }
}

/** @param {(path: string) => string} locate where a file of the mini-program is in the browser */
export function defineElements(locate) {
  ImageElement.locate = locate;
  customElements.define('wx-image', ImageElement);
  customElements.define('wx-input', InputElement);
}
