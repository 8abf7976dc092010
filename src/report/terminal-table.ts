import Table from 'cli-table3';
import type picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

/** A table without frames; the first column and a column `over time` are text, the others numbers. */
export function terminalTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  colors: Colors,
): string {
  const numbers = head.map((_, column) => (column === 0 || head[column] === 'over time' ? 'left' : 'right'));
  const ink = new Table({
    head: head.map((name) => colors.bold(name)),
    colAligns: numbers as ('left' | 'right')[],
    style: { head: [], border: [], compact: true, 'padding-left': 1, 'padding-right': 1 },
    chars: {
      top: '',
      'top-left': '',
      'top-mid': '',
      'top-right': '',
      bottom: '',
      'bottom-left': '',
      'bottom-mid': '',
      'bottom-right': '',
      left: ' ',
      'left-mid': ' ',
      right: '',
      'right-mid': '',
      middle: '',
      'mid-mid': '',
    },
  });
  ink.push(...rows.map((row) => [...row]));
  return ink.toString().replace(/[ \t]+$/gm, '');
}

/** A user's text without control characters, which could affect the terminal. */
export const plain = (text: string): string => text.replace(/\p{Cc}/gu, ' ');
