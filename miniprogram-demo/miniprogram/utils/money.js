/**
 * A sum as people read it.
 *
 * @param {number} fen
 */
exports.yuan = (fen) => (fen / 100).toFixed(2);
