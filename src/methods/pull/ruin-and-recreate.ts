/**
 * Ruin and recreate (Schrimpf et al., "Record Breaking Optimization Results Using the Ruin and Recreate Principle", 2000):
 * takes a few demands of neighbouring slots out of a plan, puts them back in another order, and keeps the result unless
 * it is worse.
 */
import type { RandomStream } from '../../base/random.ts';
import { bySlot } from '../../model/by-slot.ts';
import type { PulledPlan } from './pulled-plan.ts';

const LEAST_RUINED = 2;
const MOST_RUINED = 6;
const MOST_SLOTS = 4;

/** Shortages below this share of a minimum rate are rounding. */
const ROUNDING = 1e-9;

/** The value of a plan, or of some of its demand-slots. */
interface PlanValue {
  /** Σ α y. */
  readonly objective: number;
  /** Sum of the shortages as shares of minimum rates; 0 if every demand gets its minimum wherever it has a path. */
  readonly missing: number;
}

export interface Improver {
  /** Puts demand-slots that are empty on paths, in this order; minimum rates first. */
  build(order: readonly number[]): void;
  /** Tries to improve the plan this many times. */
  improve(tries: number): void;
  value(): PlanValue;
}

export function openImprover(plan: PulledPlan, random: RandomStream): Improver {
  const { groups, problem } = plan.layout;
  const { demands, topology } = problem;
  const weightOf = groups.map(({ demand, slot }) => demands[demand]!.weight[slot]!);
  const leastOf = groups.map(({ demand }) => demands[demand]!.minimumRate);
  const hasLeast = leastOf.some((least) => least > 0);
  const isWorth = (group: number) => weightOf[group]! > 0 || leastOf[group]! > 0;
  const worth = [...groups.keys()].filter(isWorth);
  const groupsOf = bySlot(topology.slotCount, worth, (group) => groups[group]!.slot);
  const below = (bound: number) => Math.floor(random() * bound);

  const valueIn = (ruined: readonly number[]): PlanValue => {
    let objective = 0;
    let missing = 0;
    for (const group of ruined) {
      const rate = plan.rateOf(group);
      objective += weightOf[group]! * rate;
      const lack = leastOf[group]! - rate;
      if (lack > ROUNDING * leastOf[group]!) missing += lack / leastOf[group]!;
    }
    return { objective, missing };
  };

  const pick = (): number[] => {
    const { slot } = groups[worth[below(worth.length)]!]!;
    const near = groupsOf.slice(slot, slot + 1 + below(MOST_SLOTS)).flat();
    const count = Math.min(near.length, LEAST_RUINED + below(MOST_RUINED - LEAST_RUINED + 1));
    for (let at = 0; at < count; at++) {
      const other = at + below(near.length - at);
      [near[at], near[other]] = [near[other]!, near[at]!];
    }
    return near.slice(0, count);
  };

  const build = (order: readonly number[]) =>
    recreate(plan, order.filter(isWorth), hasLeast ? leastOf : null);

  return {
    build,
    value: () => valueIn(worth),
    improve(tries) {
      if (worth.length === 0) return;
      for (let turn = 0; turn < tries; turn++) {
        const ruined = pick();
        const old = valueIn(ruined);
        const before = plan.remove(ruined);
        if (before === null) continue;
        build(ruined);
        const now = valueIn(ruined);
        const isWorse =
          now.missing > old.missing + ROUNDING ||
          (now.missing > old.missing - ROUNDING && now.objective < old.objective);
        if (isWorse) plan.restore(ruined, before);
      }
    },
  };
}

/** Puts demand-slots on paths, one after the other; where there are minimum rates, these come first. */
function recreate(plan: PulledPlan, order: readonly number[], leastOf: readonly number[] | null): void {
  if (leastOf === null) {
    for (const group of order) plan.place(group);
    return;
  }
  for (const group of order) if (leastOf[group]! > 0) plan.place(group, leastOf[group]!);
  for (const group of order) {
    const least = plan.rateOf(group);
    if (least > 0) {
      const before = plan.remove([group]);
      if (before === null) continue;
      plan.place(group);
      if (plan.rateOf(group) < least) plan.restore([group], before);
    } else plan.place(group);
  }
}
