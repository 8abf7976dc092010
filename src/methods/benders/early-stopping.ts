import { relativeGap } from '../bounds.ts';
import type { MethodTask } from '../method.ts';
import type { BendersContext } from './context.ts';
import type { MasterOptions } from './proposer.ts';
import type { State } from './state.ts';

/**
 * How roughly a master may be solved. Rough solves give valid bounds and new points at once; precise ones are needed
 * only near the end.
 */
interface EarlyStopping {
  /** Share of the open gap that the master may leave; 0 = full precision. */
  readonly gapShare: number;
  readonly secondsAllowed: number;
}

export const initialEarlyStopping = ({ benders: { hastyMasters } }: MethodTask['options']): EarlyStopping =>
  hastyMasters
    ? { gapShare: 0.5, secondsAllowed: 0.5 }
    : { gapShare: 0, secondsAllowed: Number.POSITIVE_INFINITY };

/** More time for masters that repeat themselves or gain little, and more precision for a repeated x. */
export function nextEarlyStopping(
  earlyStopping: EarlyStopping,
  { isRepeated, isHurried, gained }: { isRepeated: boolean; isHurried: boolean; gained: number },
): EarlyStopping {
  if (isRepeated) return { gapShare: 0, secondsAllowed: earlyStopping.secondsAllowed * 2 };
  const gapShare = earlyStopping.secondsAllowed === Number.POSITIVE_INFINITY ? 0 : 0.5;
  return {
    gapShare,
    secondsAllowed: earlyStopping.secondsAllowed * (isHurried && !(gained > 0.05) ? 1.5 : 1),
  };
}

/** How the next master is to be solved. */
export function optionsOfMaster(
  { task, limits }: BendersContext,
  state: State,
  { gapShare, secondsAllowed }: EarlyStopping,
): MasterOptions {
  const { timeLimitSeconds, ...rest } = limits();
  return {
    ...rest,
    timeLimitSeconds: Math.min(timeLimitSeconds, secondsAllowed),
    relativeGap: Math.max(task.options.gap / 4, gapShare * openGap(state)),
    ...(state.incumbent ? { from: state.incumbent.selection } : {}),
    ...(task.options.benders.hastyMasters ? { emphasis: 'presolved bound' } : {}),
  };
}

/** The gap as far as it is known. */
export const openGap = (state: State): number => {
  const gap = relativeGap(state.incumbent?.objective ?? null, state.bound);
  return Number.isFinite(gap) ? gap : 0;
};
