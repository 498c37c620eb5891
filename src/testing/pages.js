/** "页面栈最多十层" (API reference of wx.navigateTo). */
const FULL = 10;

/**
 * The open pages. Which navigation may open what, and the texts where it may not, are those of the
 * API references under https://developers.weixin.qq.com/miniprogram/dev/api/route/ and of public
 * reports; what is made up says so.
 *
 * @param {{ list?: string[] | null, tabBar?: string[], hooks: object, run: Function }} parts
 */
export function createPages({ list, tabBar = [], hooks, run }) {
  /** Bottom to top. */
  let stack = [];
  /** Tab pages are kept while they are hidden. */
  const tabs = new Map();
  let lastId = 0;

  const top = () => stack[stack.length - 1];
  const isTab = (path) => tabBar.includes(path);
  const exists = (path) => !list || list.includes(path);

  function tell(hook, page) {
    return typeof hooks[hook] === 'function' ? run(hooks[hook], page) : undefined;
  }

  function create({ path, query, url }) {
    lastId += 1;
    const page = { id: lastId, path, query, url, shown: false, instance: null };
    page.instance = tell('onOpen', page) || {};
    Object.assign(page.instance, { route: path, options: query });
    if (isTab(path)) {
      tabs.set(path, page);
    }
    return page;
  }

  function hide() {
    const page = top();
    if (page && page.shown) {
      page.shown = false;
      tell('onHide', page);
    }
  }

  function show() {
    const page = top();
    if (page && !page.shown) {
      page.shown = true;
      tell('onShow', page);
    }
  }

  function close(page) {
    page.shown = false;
    if (tabs.get(page.path) === page) {
      tabs.delete(page.path);
    }
    tell('onClose', page);
  }

  const refuse = (api, text) => {
    throw { errMsg: `${api}:fail ${text}` };
  };

  function target(api, url) {
    const found = parse(url, top() && top().path, exists);
    if (!exists(found.path)) {
      refuse(api, `page "${found.path}" is not found`);
    }
    return found;
  }

  return {
    /** As `getCurrentPages` gives them. */
    instances: () => stack.map((page) => page.instance),
    stack: () => stack.slice(),
    navigateTo({ url }) {
      const to = target('navigateTo', url);
      if (isTab(to.path)) {
        refuse('navigateTo', 'can not navigateTo a tabbar page');
      }
      if (stack.length >= FULL) {
        refuse('navigateTo', 'webview count limit exceed');
      }
      hide();
      stack.push(create(to));
      show();
    },
    redirectTo({ url }) {
      const to = target('redirectTo', url);
      if (isTab(to.path)) {
        // Seen as another framework's words for it only; WeChat's own are not documented.
        refuse('redirectTo', 'can not redirectTo a tabbar page');
      }
      stack.splice(-1).forEach(close);
      stack.push(create(to));
      show();
    },
    reLaunch({ url }) {
      const to = target('reLaunch', url);
      const kept = Array.from(tabs.values()).filter((page) => !stack.includes(page));
      const closed = stack.reverse().concat(kept);
      stack = [];
      closed.forEach(close);
      stack.push(create(to));
      show();
    },
    switchTab({ url }) {
      const to = target('switchTab', url);
      if (!isTab(to.path)) {
        refuse('switchTab', 'can not switch to no-tabBar page');
      }
      if (url.includes('?')) {
        // "路径后不能带参数"; the text is made up.
        refuse('switchTab', 'url can not have a query');
      }
      const kept = tabs.get(to.path);
      if (kept && kept === top()) {
        return;
      }
      hide();
      const closed = stack.reverse().filter((page) => tabs.get(page.path) !== page);
      stack = [];
      closed.forEach(close);
      stack.push(kept || create(to));
      show();
    },
    navigateBack({ delta }) {
      if (stack.length < 2) {
        refuse('navigateBack', 'cannot navigate back at first page.');
      }
      const count = Math.min(Math.max(Number(delta) || 1, 1), stack.length - 1);
      stack.splice(-count).reverse().forEach(close);
      show();
    },
    isTab,
    top,
    /** The app goes to the background, or comes back. */
    hide,
    show,
    /** The app is closed: nothing is told to a page, as its script is gone. */
    clear() {
      stack = [];
      tabs.clear();
    },
  };
}

/**
 * How a path without a leading slash resolves is reported both ways: here, from the root where such
 * a page is listed, otherwise from the folder of the page it is called on. Values stay encoded.
 */
function parse(url, from, exists) {
  const [address, text = ''] = String(url).split('?');
  const root = normalize(address);
  const relative = normalize(`${from ? from.replace(/[^/]*$/, '') : ''}${address}`);
  const path = address.startsWith('/') || exists(root) ? root : relative;
  const query = {};
  text
    .split('&')
    .filter(Boolean)
    .forEach((pair) => {
      const at = pair.indexOf('=');
      query[at < 0 ? pair : pair.slice(0, at)] = at < 0 ? '' : pair.slice(at + 1);
    });
  return { path, query, url: text ? `/${path}?${text}` : `/${path}` };
}

function normalize(address) {
  return address
    .split('/')
    .reduce((path, segment) => {
      if (segment === '..') {
        return path.slice(0, -1);
      }
      return segment === '.' || segment === '' ? path : path.concat(segment);
    }, [])
    .join('/');
}
