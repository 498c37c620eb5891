/**
 * Pages and components of a mini-program on WeChat's own framework, glass-easel, without a DOM:
 * what is compiled, bound and rendered is the real WXML, and nothing is painted.
 */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import vm from 'node:vm';
import { LACKING } from './sandbox.mjs';

const require = createRequire(import.meta.url);
const { Element, EmptyBackendContext, TextNode, globalOptions } = require('glass-easel');
const { MiniProgramEnv } = require('glass-easel-miniprogram-adapter');
const { TmplGroup } = require('glass-easel-template-compiler');

globalOptions.throwGlobalError = true;

/**
 * Opens a page.
 *
 * @param {Record<string, string>} files the code package by paths without a leading slash
 * @param {object} [options]
 * @param {string} [options.page] the page's path
 * @param {object} [options.globals] what the logic layer has besides the language
 * @param {Record<string, object>} [options.modules] modules that are made here, by path
 */
export function openPage(files, { page = 'page', globals = {}, modules = {} } = {}) {
  const { groups, warnings } = compile(files);
  assert.deepEqual(warnings, []);
  const env = new MiniProgramEnv();
  const space = env.createCodeSpace('', true);
  const load = loader(files, globals, modules);
  const placed = Object.keys(files).filter((file) => file.endsWith('.wxml'));
  for (const is of placed.map((file) => file.slice(0, -'.wxml'.length))) {
    const group = { groupList: groups, content: groups[is], fallbackListenerOnNativeNode: true };
    space.addComponentStaticConfig(is, JSON.parse(files[`${is}.json`]));
    space.addCompiledTemplate(is, group);
    space.componentEnv(is, ({ Page, Component, Behavior }) => {
      load(`${is}.js`, { Page, Component, Behavior });
    });
  }
  const root = env.associateBackend(new EmptyBackendContext()).createRoot('page', space, page);
  const component = root.getComponent();
  Element.pretendAttached(component);
  component.triggerPageLifetime('show', []);
  return {
    /** The page as its own code sees it. */
    instance: root.get(),
    ...within(component),
    hide: () => component.triggerPageLifetime('hide', []),
    show: () => component.triggerPageLifetime('show', []),
    close: () => Element.pretendDetached(component),
  };
}

/** What is inside a component, found by a class, an id, or the tag of a built-in component. */
export function within(component) {
  const shadow = component.getShadowRoot();
  const find = (selector) =>
    /^[a-z]/.test(selector) ? firstOf(shadow, selector) : shadow.querySelector(selector);
  return {
    find,
    /** What somebody reads there, of slots too. */
    text: (selector) => textOf(selector ? find(selector) : shadow),
    /** What the platform calls when something happens to a node of its own. */
    fire: (selector, type, detail = {}) => find(selector).triggerEvent(type, detail, {}),
  };
}

/** The framework's selectors know no tags. */
function firstOf(node, tag) {
  if (node.is === tag) return node;
  return node.childNodes?.map((child) => firstOf(child, tag)).find(Boolean) ?? null;
}

function textOf(node) {
  if (node === null) return '';
  if (TextNode.isTextNode(node)) return node.textContent;
  let text = '';
  node.forEachComposedChild((child) => {
    text += textOf(child);
  });
  return text;
}

function compile(files) {
  const group = new TmplGroup();
  const warnings = Object.keys(files)
    .filter((file) => file.endsWith('.wxml'))
    .flatMap((file) => group.addTmpl(file.slice(0, -'.wxml'.length), files[file]));
  const groups = vm.runInThisContext(`(${group.getTmplGenObjectGroups()})`);
  return { groups, warnings };
}

/** `require` in a context that has nothing which some logic layer lacks. */
function loader(files, globals, modules) {
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm: false } });
  for (const name of LACKING) {
    vm.runInContext(`delete this.${name}`, context);
  }
  // The framework knows the types of properties by these.
  Object.assign(context, { Array, Boolean, Function, Number, Object, String }, globals);
  return function load(file, own = {}) {
    if (file in modules) return modules[file];
    const module = { exports: {} };
    const names = ['require', 'module', 'exports', ...Object.keys(own)];
    const require = (name) => load(path.posix.join(path.posix.dirname(file), name));
    vm.compileFunction(files[file], names, { filename: file, parsingContext: context })(
      require,
      module,
      module.exports,
      ...Object.values(own),
    );
    return module.exports;
  };
}
