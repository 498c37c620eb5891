/** The phone's screen: the navigation bar, the page, the tab bar. */
import { create } from './dom.js';

export class Screen {
  /**
   * @param {object} options
   * @param {object} options.program
   * @param {HTMLElement} options.phone
   * @param {() => number} options.depth how many pages are open
   * @param {{ back(): void, home(): void, switchTab(path: string): void }} options.go what the user
   * can do with the bars
   */
  constructor({ program, phone, depth, go }) {
    Object.assign(this, { program, depth, go });
    this.holders = new Map();
    this.bar = create('header', { className: 'bar' });
    this.stage = create('main', { className: 'stage' });
    this.tabs = create('nav', { className: 'tabs' });
    phone.append(this.bar, this.stage, this.tabs);
    this.dark = matchMedia('(prefers-color-scheme: dark)');
    this.dark.addEventListener('change', () => this.current && this.show(this.current));
  }

  place(page) {
    const holder = create('section', { className: 'page' });
    holder.dataset.page = page.path;
    const slot = create('span');
    holder.append(slot);
    this.stage.append(holder);
    this.holders.set(page, holder);
    page.root.attach(holder, slot);
  }

  remove(page) {
    this.holders.get(page).remove();
    this.holders.delete(page);
  }

  show(page) {
    this.current = page;
    for (const [other, holder] of this.holders) {
      holder.hidden = other !== page;
    }
    this.showBar(page);
    this.showTabs(page);
  }

  showBar(page) {
    const config = { ...this.program.app.window, ...this.program.components[page.path].config };
    const isTab = this.list.some(({ pagePath }) => pagePath === page.path);
    const buttons = [];
    if (this.depth() > 1) {
      buttons.push(
        create('button', { className: 'back', ariaLabel: '返回', onclick: this.go.back }),
      );
    } else if (!isTab) {
      buttons.push(
        create('button', { className: 'home', ariaLabel: '首页', onclick: this.go.home }),
      );
    }
    const title = create('h1', { textContent: config.navigationBarTitleText ?? '' });
    this.bar.replaceChildren(...buttons, title, create('span', { className: 'capsule' }));
    this.bar.style.background = this.themed(config.navigationBarBackgroundColor);
    this.bar.style.color = this.themed(config.navigationBarTextStyle);
    this.stage.style.background = this.themed(config.backgroundColor);
  }

  showTabs(page) {
    const { color, selectedColor, backgroundColor } = this.program.app.tabBar ?? {};
    this.tabs.hidden = !this.list.some(({ pagePath }) => pagePath === page.path);
    this.tabs.style.background = this.themed(backgroundColor);
    const items = this.list.map((tab) => {
      const isSelected = tab.pagePath === page.path;
      const item = create('button', { onclick: () => this.go.switchTab(tab.pagePath) });
      const icon = this.themed(isSelected ? tab.selectedIconPath : tab.iconPath);
      item.append(create('img', { src: `/package/${icon}`, alt: '' }), tab.text);
      item.style.color = this.themed(isSelected ? selectedColor : color);
      item.ariaCurrent = isSelected ? 'page' : null;
      return item;
    });
    this.tabs.replaceChildren(...items);
  }

  get list() {
    return this.program.app.tabBar?.list ?? [];
  }

  /** `@name` in app.json is the theme's. */
  themed(value = '') {
    const theme = this.program.theme[this.dark.matches ? 'dark' : 'light'];
    return value.startsWith('@') ? theme[value.slice(1)] : value;
  }
}
