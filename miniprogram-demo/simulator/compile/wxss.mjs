/** WXSS, as CSS that a browser knows. */
import path from 'node:path';
import postcss from 'postcss';
import parseSelector from 'postcss-selector-parser';
import { BUILT_IN } from './built-in.mjs';

const RPX = /(-?[\d.]+)rpx\b/g;

/**
 * Compiles a style sheet: `@import` inlined, `rpx` in terms of `--rpx`, tags of built-in components
 * renamed to the elements that stand for them.
 *
 * @param {Map<string, Buffer>} files
 * @param {string} file its path
 * @param {{ prefix: string } | { page: string } | null} scope what is put before the classes of an
 * isolated component, or the page whose sheet it is; all pages share one document here
 */
export function compileStyle(files, file, scope) {
  const root = postcss.parse(inlineImports(files, file), { from: file });
  root.walkRules((rule) => {
    if (!/keyframes$/.test(rule.parent.name ?? '')) {
      rule.selector = compileSelector(rule.selector, scope?.prefix);
    }
  });
  root.walkDecls((declaration) => {
    declaration.value = declaration.value.replace(RPX, 'calc($1 * var(--rpx))');
  });
  const sheet = root.toString();
  return scope?.page ? `@scope ([data-page="${scope.page}"]) {\n${sheet}}\n` : sheet;
}

function compileSelector(selector, prefix) {
  return parseSelector((selectors) => {
    selectors.walkTags((tag) => {
      if (BUILT_IN.includes(tag.value)) {
        tag.value = `wx-${tag.value}`;
      }
    });
    if (!prefix) {
      return;
    }
    selectors.walkClasses((name) => {
      name.value = `${prefix}--${name.value}`;
    });
    selectors.walkPseudos((pseudo) => {
      if (pseudo.value === ':host') {
        const host = { attribute: 'wx-host', operator: '=', value: prefix, raws: {} };
        pseudo.replaceWith(parseSelector.attribute(host));
      }
    });
  }).processSync(selector);
}

function inlineImports(files, file, seen = []) {
  const content = files.get(file);
  if (!content || seen.includes(file)) {
    throw new Error(`${seen.at(-1)}: cannot import ${file}`);
  }
  return content.toString().replace(/@import\s+["']([^"']+)["']\s*;/g, (_, target) => {
    const from = target.startsWith('/') ? '/' : path.posix.dirname(file);
    return inlineImports(files, path.posix.join(from, target), [...seen, file]);
  });
}
