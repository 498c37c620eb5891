/** WeChat's framework (glass-easel), told of a program's components. Needs no DOM. */
import * as glassEasel from 'glass-easel';
import { MiniProgramEnv } from 'glass-easel-miniprogram-adapter';

/**
 * @param {object} options
 * @param {object} options.program what compile/program.mjs made
 * @param {(file: string, env: object) => unknown} options.load runs a module
 * @param {object} options.backend glass-easel's backend: a browser's window, or nothing
 * @param {string[]} options.builtIn tags of the built-in components
 * @param {(problem: string) => void} options.report told of everything that WeChat would only log,
 * or would not even notice
 */
export function createFramework({ program, load, backend, builtIn, report }) {
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  keepIds(space);
  for (const tag of builtIn) {
    space.getComponentSpace().setGlobalUsingComponent(tag, `wx-${tag}`);
  }
  const associated = env.associateBackend(backend);
  glassEasel.addGlobalErrorListener((error, method, component) => {
    report(`${component?.is ?? component} ${method}: ${error?.stack ?? error}`);
    return false;
  });
  glassEasel.addGlobalWarningListener((message, component) => {
    report(`${component?.is ?? component}: ${message}`);
    return false;
  });

  addStyle('app', null);
  for (const [path, { prefix }] of Object.entries(program.components)) {
    addStyle(path, prefix);
    space.addCompiledTemplate(path, {
      groupList: program.templates,
      content: program.templates[path],
      fallbackListenerOnNativeNode: true,
    });
  }

  const defined = new Set();
  function define(path) {
    if (defined.has(path)) {
      return;
    }
    defined.add(path);
    const { config, handlers } = program.components[path];
    const usingComponents = Object.entries(config.usingComponents);
    usingComponents.forEach(([, target]) => define(target));
    space.addComponentStaticConfig(path, {
      ...config,
      usingComponents: Object.fromEntries(usingComponents.map(([tag, to]) => [tag, `/${to}`])),
    });
    space.componentEnv(path, (given) => load(`${path}.js`, given));
    const definition = space.getComponentSpace().getComponentByUrlWithoutDefault(path, '');
    if (!definition) {
      throw new Error(`${path}.js calls neither Page() nor Component()`);
    }
    definition.prepare();
    const methods = glassEasel.Component.getMethodsFromDef(definition.general());
    const missing = handlers.filter((name) => !(name in methods));
    missing.forEach((name) => report(`${path}.wxml names the handler ${name}, which is missing`));
  }

  function addStyle(path, prefix) {
    space.addStyleSheet(path, path, prefix ?? undefined);
    associated.registerStyleSheetContent(path, program.styles[path] ?? '');
  }

  /** A new root of the page at this path, not attached yet. */
  return function createRoot(path) {
    define(path);
    return associated.createRoot('page', space, path);
  };
}

/** Lets `id`s reach the DOM as they are, for `#id` in WXSS and in tests. */
function keepIds(space) {
  const prepare = space.prepareComponentOptions.bind(space);
  space.prepareComponentOptions = (...args) => {
    const [options, isolation] = prepare(...args);
    return [{ ...options, writeIdToDOM: true, idPrefixGenerator: undefined }, isolation];
  };
}
