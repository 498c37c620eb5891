/** A new element with these properties. */
export function create(tag, properties = {}) {
  return Object.assign(document.createElement(tag), properties);
}
