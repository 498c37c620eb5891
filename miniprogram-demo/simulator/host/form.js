/** `<form>`: a button with `form-type` submits what the inputs inside it hold, or empties them. */

/** @param {Element} button that was tapped */
export function useFormButton(button) {
  const form = button.closest('wx-form');
  const type = button.getAttribute('form-type');
  if (!form || !type) {
    return;
  }
  const inputs = [...form.querySelectorAll('wx-input[name]')];
  if (type === 'reset') {
    inputs.forEach((input) => input.setAttribute('value', ''));
  }
  const named = inputs.map((input) => [input.getAttribute('name'), input.value]);
  form.__wxElement.triggerEvent(type, { value: Object.fromEntries(named) });
}
