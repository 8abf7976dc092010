import type { Cut } from './options.ts';

/** One cut as one line of NDJSON. */
export function formatCut(cut: Cut): string {
  return JSON.stringify({ ...cut, choices: Array.from(cut.choices), slopes: Array.from(cut.slopes) });
}

/** Cuts from NDJSON. A last line that a kill cut short is left out; so is all that follows damage. */
export function parseCuts(text: string): Cut[] {
  const cuts: Cut[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    try {
      const { kind, block, constant, choices, slopes } = JSON.parse(line);
      cuts.push({
        kind,
        block,
        constant,
        choices: Int32Array.from(choices),
        slopes: Float64Array.from(slopes),
      });
    } catch {
      break;
    }
  }
  return cuts;
}
