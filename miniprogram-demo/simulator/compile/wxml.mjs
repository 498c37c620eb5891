/** WXML, by WeChat's own compiler; and what that compiler lets pass in silence. */
import compiler from 'glass-easel-template-compiler';
import { BUILT_IN } from './built-in.mjs';

const SYNTAX = ['block', 'import', 'include', 'slot', 'template', 'wxs'];
const HANDLER = /\s(?:capture-)?(?:mut-)?(?:bind|catch):?[\w-]+\s*=\s*["']([\w$]+)["']/g;
const RPX_IN_STYLE = /\sstyle\s*=\s*"[^"]*rpx/;

/**
 * Compiles all templates of a code package.
 *
 * @param {Map<string, Buffer>} files
 * @returns {string} an expression: an object of template contents by path
 * @throws {Error} with every warning of the compiler
 */
export function compileTemplates(files) {
  const group = new compiler.TmplGroup();
  const problems = [];
  for (const [file, content] of files) {
    if (file.endsWith('.wxs')) {
      group.addScript(file.slice(0, -'.wxs'.length), content.toString());
    } else if (file.endsWith('.wxml')) {
      problems.push(...group.addTmpl(file.slice(0, -'.wxml'.length), content.toString()));
    }
  }
  if (problems.length) {
    const lines = problems.map((p) => `${p.path}.wxml:${p.startLine + 1}: ${p.message}`);
    throw new Error(lines.join('\n'));
  }
  return group.getTmplGenObjectGroups();
}

/**
 * The handlers that a template names.
 *
 * @throws {Error} on a tag that is neither built in nor in `components`, and on rpx in an inline
 * style, which the simulator doesn't translate
 */
export function inspectTemplate(file, source, components) {
  const markup = source.replace(/<!--[\s\S]*?-->/g, '').replace(/<wxs\b[\s\S]*?<\/wxs>/g, '');
  const known = new Set([...BUILT_IN, ...SYNTAX, ...components]);
  for (const [, tag] of markup.matchAll(/<([a-zA-Z][\w-]*)/g)) {
    if (!known.has(tag)) {
      throw new Error(`${file}: <${tag}> is no built-in component of the simulator, and not used`);
    }
  }
  if (RPX_IN_STYLE.test(markup)) {
    throw new Error(`${file}: rpx in an inline style; use a class`);
  }
  return [...new Set([...markup.matchAll(HANDLER)].map(([, name]) => name))];
}
