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
/** Where telescopes are pointed, a binary is harder. */
const POINTED_BINARIES = { roll: 320, improve: 320 } as const;

/** Share of the candidates that windows of plans are offered; see `cheapest` in auto/local-search.ts. */
const OFFERED = 0.3;

/** Where telescopes are pointed, they count in windows of plans, which are offered fewer choices. */
export function windowWidths({ choicesOf, layout }: Incidence): WindowWidths {
  const slotCount = choicesOf.length;
  const perSlot = choicesOf.reduce((sum, { length }) => sum + length, 0) / slotCount;
  const pointings = layout.pointing && layout.pointing.columns.length / slotCount;
  const width = (binaries: number, each: number) =>
    Math.min(slotCount, Math.max(2, Math.round(binaries / Math.max(1, each))));
  const plans = pointings === null ? BINARIES : POINTED_BINARIES;
  const offered = pointings === null ? perSlot : OFFERED * perSlot + pointings;
  return {
    cuts: width(BINARIES.cuts, perSlot),
    bound: width(BINARIES.bound, perSlot),
    roll: width(plans.roll, offered),
    improve: width(plans.improve, offered),
  };
}
