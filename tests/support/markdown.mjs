import fs from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The fenced code blocks of a document: their language, their text and the line they begin at. */
export function codeBlocks(file) {
  const blocks = [];
  let open;
  for (const [index, line] of fs.readFileSync(`${ROOT}/${file}`, 'utf8').split('\n').entries()) {
    const [, indent, fence, language] = line.match(/^( {0,3})(`{3,}|~{3,})\s*(.*?)\s*$/) ?? [];
    if (open && fence?.startsWith(open.fence) && language === '') {
      blocks.push(open.block);
      open = undefined;
    } else if (open) {
      open.block.text += `${line.slice(Math.min(open.indent, line.search(/\S|$/)))}\n`;
    } else if (fence) {
      const at = `${file}:${index + 1}`;
      open = { fence, indent: indent.length, block: { language, text: '', at } };
    }
  }
  if (open) {
    throw new Error(`${open.block.at}: this block is never closed`);
  }
  return blocks;
}
