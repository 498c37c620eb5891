/** A mini-program, compiled so that host/ can run it, in a browser or in node. */
import { resolveComponent } from './code-package.mjs';
import { compileModule } from './modules.mjs';
import { compileTemplates, inspectTemplate } from './wxml.mjs';
import { compileStyle } from './wxss.mjs';

const COMPILED = /\.(js|json|wxml|wxss|wxs|d\.ts)$/;

/**
 * Compiles a code package, unchanged.
 *
 * @param {Map<string, Buffer>} files
 * @returns {{ source: string, assets: Map<string, Buffer> }} `source` is an expression: the program
 * that host/mini-program.js takes. `assets` are images, wasm files and the like.
 * @throws {Error} on everything that WeChat's compilers or this one find wrong
 */
export function compileProgram(files) {
  const of = (extension) => [...files].filter(([file]) => file.endsWith(extension));
  const stem = (file) => file.replace(/\.\w+$/, '');

  const configs = Object.fromEntries(
    of('.json').map(([file, content]) => [stem(file), parseJson(file, content)]),
  );
  const using = (name) => {
    const named = { ...configs.app.usingComponents, ...configs[name]?.usingComponents };
    const targets = Object.entries(named);
    return Object.fromEntries(
      targets.map(([tag, target]) => [tag, resolveComponent(files, name, target)]),
    );
  };
  const components = of('.wxml').map(([file, content], index) => {
    const name = stem(file);
    const config = { ...configs[name], usingComponents: using(name) };
    const isIsolated = config.component && !/shared/.test(config.styleIsolation ?? '');
    const handlers = inspectTemplate(file, content.toString(), Object.keys(config.usingComponents));
    return [name, { config, handlers, prefix: isIsolated ? `c${index}` : null }];
  });
  const prefixes = new Map(components.map(([name, { prefix }]) => [name, prefix]));
  const styles = of('.wxss').map(([file]) => {
    const name = stem(file);
    const prefix = prefixes.get(name);
    const page = configs.app.pages.includes(name) ? { page: name } : null;
    return [name, compileStyle(files, file, prefix ? { prefix } : page)];
  });
  const modules = of('.js').map(([file, content]) => {
    return `${JSON.stringify(file)}: ${compileModule(file, content.toString())}`;
  });

  const source = `{
    app: ${JSON.stringify(configs.app)},
    theme: ${JSON.stringify(configs[stem(configs.app.themeLocation ?? '')] ?? {})},
    components: ${JSON.stringify(Object.fromEntries(components))},
    styles: ${JSON.stringify(Object.fromEntries(styles))},
    templates: ${compileTemplates(files)},
    modules: {\n${modules.join(',\n')}\n},
  }`;
  return { source, assets: new Map([...files].filter(([file]) => !COMPILED.test(file))) };
}

function parseJson(file, content) {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`${file}: ${error.message}`, { cause: error });
  }
}
