import type { Incidence } from '../../model/incidence.ts';
import type { PointingColumns } from '../../model/pointing-columns.ts';

/** How many slots the windows of each kind span: as many as a MIP solver manages in seconds; and what they choose from. */
export interface WindowWidths {
  readonly cuts: number;
  readonly bound: number;
  readonly roll: number;
  readonly improve: number;
  /** Share of the candidates that windows of plans are offered at first; see `cheapest` in auto/local-search.ts. */
  readonly offered: number;
}

/** Binaries per window, found by trial on the families of bench/. */
const BINARIES = { cuts: 500, bound: 500, roll: 800, improve: 500 } as const;
/** Where telescopes are pointed, on those of bench/pointing.ts. */
const POINTED_BINARIES = { ...BINARIES, roll: 500 } as const;

const OFFERED = 0.3;
/** Where telescopes are pointed, demands have many candidates, of which few are worth a telescope. */
const OFFERED_PER_DEMAND = 4;

/** Of windows. */
const NARROWEST = 2;

/** Where telescopes are pointed, they count in windows of plans, of which none is too narrow to turn and then carry. */
export function windowWidths({ choicesOf, layout }: Incidence): WindowWidths {
  const slotCount = choicesOf.length;
  const candidates = choicesOf.reduce((sum, { length }) => sum + length, 0);
  const { groups, pointing } = layout;
  const offered =
    pointing === null
      ? OFFERED
      : Math.min(OFFERED, (OFFERED_PER_DEMAND * groups.length) / Math.max(1, candidates));
  const binaries = pointing === null ? BINARIES : POINTED_BINARIES;
  const inPlans = offered * candidates + (pointing?.columns.length ?? 0);
  const width = (most: number, all: number, least = NARROWEST) =>
    Math.min(slotCount, Math.max(least, Math.round(most / Math.max(1, all / slotCount))));
  const toCarry = leastToCarry(pointing);
  return {
    cuts: width(binaries.cuts, candidates),
    bound: width(binaries.bound, candidates),
    roll: width(binaries.roll, pointing === null ? candidates : inPlans, toCarry),
    improve: width(binaries.improve, pointing === null ? candidates : inPlans, toCarry),
    offered,
  };
}

/**
 * The fewest slots of a window of a plan. Where telescopes are pointed, one no wider than acquisition would see no use in
 * turning, nor what is decided by hand thereafter.
 */
export const leastToCarry = (pointing: Pick<PointingColumns, 'longestAcquisition'> | null): number =>
  Math.max(NARROWEST, (pointing?.longestAcquisition ?? 0) + 1);
