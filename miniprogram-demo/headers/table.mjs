/** A table in plain text, with colours where the reader's terminal has them. */

/** ANSI codes, by what a row is. */
const STYLES = { head: 1, group: 36, wrong: 31 };

/**
 * Lays rows out in columns, each as wide as its widest cell. A cell may have several lines. A row
 * of one cell is a heading: it runs over all columns and widens none. Widths count UTF-16 units,
 * so wide characters belong into headings.
 *
 * @param {{ cells: string[], style?: keyof typeof STYLES }[]} rows
 * @param {{ colour?: boolean }} [options]
 */
export function formatTable(rows, { colour = false } = {}) {
  const widths = columnWidths(rows.map(({ cells }) => cells).filter((cells) => cells.length > 1));
  return rows
    .flatMap(({ cells, style }) => {
      const lines = cells.length > 1 ? alignedLines(cells, widths) : cells;
      return lines.map((line) => (colour && style ? paint(line, STYLES[style]) : line));
    })
    .join('\n');
}

/** Whether to colour what is written to a stream: only on a terminal that can, and NO_COLOR unset. */
export function wantsColour(stream) {
  return Boolean(stream.isTTY && stream.hasColors());
}

function columnWidths(rows) {
  const widths = [];
  for (const cells of rows) {
    for (const [column, cell] of cells.entries()) {
      const lengths = cell.split('\n').map((line) => line.length);
      widths[column] = Math.max(widths[column] ?? 0, ...lengths);
    }
  }
  return widths;
}

function alignedLines(cells, widths) {
  const columns = cells.map((cell) => cell.split('\n'));
  const height = Math.max(...columns.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) =>
    columns
      .map((lines, column) => (lines[at] ?? '').padEnd(widths[column]))
      .join('  ')
      .trimEnd(),
  );
}

function paint(line, code) {
  return `\x1b[${code}m${line}\x1b[0m`;
}
