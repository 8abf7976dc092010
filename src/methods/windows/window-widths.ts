import type { Incidence } from '../../model/incidence.ts';

/** How many slots the windows of each kind span: as many as a MIP solver manages in seconds. */
export interface WindowWidths {
  readonly cuts: number;
  readonly bound: number;
  readonly roll: number;
  readonly improve: number;
}

/** Binaries per window, found by trial on the families of bench/. */
const BINARIES = { cuts: 500, bound: 500, roll: 800, improve: 500 } as const;

export function windowWidths({ choicesOf, layout }: Incidence): WindowWidths {
  const slotCount = choicesOf.length;
  const pointings = layout.pointing?.columns.length ?? 0;
  const binaries = choicesOf.reduce((sum, { length }) => sum + length, pointings);
  const perSlot = Math.max(1, binaries / slotCount);
  const width = (most: number, least: number) =>
    Math.min(slotCount, Math.max(least, Math.round(most / perSlot)));
  return {
    cuts: width(BINARIES.cuts, 2),
    bound: width(BINARIES.bound, 2),
    roll: width(BINARIES.roll, 2),
    improve: width(BINARIES.improve, 2),
  };
}
