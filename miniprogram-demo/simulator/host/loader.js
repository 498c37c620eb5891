/** Runs the mini-program's modules, each once, in the scope of a logic layer. */

/**
 * @param {Record<string, Function>} modules as compile/modules.mjs made them, by path
 * @param {unknown[]} globals what every module is given after `require`, `module` and `exports`, up
 * to `clearTimeout`
 */
export function createLoader(modules, globals) {
  const loaded = new Map();

  /** What a module exports. `Page`, `Component` and `Behavior` are there for those that need them. */
  return function load(file, { Page, Component, Behavior } = {}) {
    if (!loaded.has(file)) {
      const module = { exports: {} };
      loaded.set(file, module);
      const require = (target) => load(resolveModule(modules, file, target));
      const given = [require, module, module.exports, ...globals, Page, Component, Behavior];
      modules[file].apply(undefined, given);
    }
    return loaded.get(file).exports;
  };
}

function resolveModule(modules, from, target) {
  const base = target.startsWith('.')
    ? joinPath(from.replace(/[^/]*$/, ''), target)
    : `miniprogram_npm/${target}`;
  const found = [base, `${base}.js`, `${base}/index.js`].find((file) => file in modules);
  if (!found) {
    throw new Error(`module '${target}' is not defined, required by ${from}`);
  }
  return found;
}

function joinPath(folder, relative) {
  const parts = [];
  for (const part of `${folder}${relative}`.split('/')) {
    if (part === '..') {
      parts.pop();
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
