import type { Bits } from './qubo.ts';

/** Reads bit strings line by line, whatever else the lines hold. */
export interface BitReader {
  readonly reads: readonly Bits[];
  /** Lines that are neither bit strings of the right length nor empty nor comments, which begin with `c` or `#`. */
  readonly unread: number;
  readonly take: (line: string) => void;
}

/** @param most further reads are ignored */
export function openBitReader(size: number, most: number): BitReader {
  const reads: Bits[] = [];
  let unread = 0;
  return {
    reads,
    get unread() {
      return unread;
    },
    take(line) {
      const text = line.trim();
      if (text === '' || /^(c|#)(\s|$)/.test(text)) return;
      if (text.length !== size || !/^[01]*$/.test(text)) unread++;
      else if (reads.length < most) reads.push(Uint8Array.from(text, Number));
    },
  };
}
