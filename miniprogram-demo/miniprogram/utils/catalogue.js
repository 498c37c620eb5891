const auth = require('../auth');
const { yuan } = require('./money');

/** How an article is painted: a character on a tin. */
const TINS = [
  { sku: /^tea/, mark: '茶', tin: 'green' },
  { sku: /^cup/, mark: '杯', tin: 'white' },
  { sku: /^pot/, mark: '壶', tin: 'clay' },
];

/**
 * Everything that is sold. Public: a guest sees it too.
 *
 * @returns {Promise<Article[]>}
 */
exports.fetchCatalogue = async () => {
  const { data } = await auth.request({ url: '/catalogue', auth: 'optional' });
  return data.catalogue.map(present);
};

/**
 * @typedef {object} Article
 * @property {string} sku
 * @property {string} title
 * @property {string} words
 * @property {string} mark
 * @property {string} tin
 * @property {string} price
 */

/**
 * @param {{ sku: string, name: string, price: number }} article
 * @returns {Article}
 */
function present({ sku, name, price }) {
  const [title, words] = name.split(' / ');
  const { mark, tin } = TINS.find((candidate) => candidate.sku.test(sku)) || TINS[0];
  return { sku, title, words, mark, tin, price: yuan(price) };
}
