import type { Link, Topology } from '../domain/network.ts';
import type { LinkArms } from '../physics/heralding.ts';
import { latencySeconds } from '../physics/latency.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type LinkArm, type LinkSample, linkSampler, refractiveIndices } from './link-samples.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites } from './sites.ts';
import { emptySnapshot, moveTo } from './snapshot.ts';

/**
 * A link during a slot: its greatest length, and the mean of η before acquisition and shared sources, at the slot's start,
 * middle and end.
 */
interface LinkBudget extends LinkSample {
  /** One way over the whole length, s; NaN if unknown. */
  readonly delaySeconds: number;
}

/** The links of a slot, by index into the links of the topology, whether or not they are in contact there. */
export interface SlotBudgets {
  budgetOf(link: number): LinkBudget;
  /** {@link LinkBudget.delaySeconds} alone, which is quicker. */
  delayOf(link: number): number;
}

/** Reads the links of one slot after another; what it gave for the slot before is no longer valid. */
export type BudgetReader = (slot: number) => SlotBudgets;

/**
 * What budgets say of the links of a network. They are read when they are asked for: kept for every link and slot, they
 * would take as much memory as all else of a network. Asking slot by slot is fastest.
 */
export function budgetReader(scenario: Scenario, topology: Topology): BudgetReader {
  const sites = resolveSites(scenario);
  const startMs = scenario.horizon.start === undefined ? null : startMilliseconds(scenario);
  const { sample, lengthKm } = linkSampler(scenario, topology, sites);
  const indices = refractiveIndices(scenario, topology);
  const snapshots = [0, 0.5, 1].map((share) => ({ share, snapshot: emptySnapshot(sites) }));
  const delay = (link: number, length: number) => latencySeconds(length, indices[link]);
  return (slot) => {
    for (const { share, snapshot } of snapshots) {
      moveTo(snapshot, sites, startMs, (slot + share) * topology.slotSeconds);
    }
    const known = new Map<number, LinkBudget>();
    return {
      delayOf(link) {
        let longest = Number.NEGATIVE_INFINITY;
        for (const { snapshot } of snapshots) longest = Math.max(longest, lengthKm(link, snapshot));
        return delay(link, longest);
      },
      budgetOf(link) {
        const found = known.get(link);
        if (found) return found;
        const samples = snapshots.map(({ snapshot }) => sample(link, snapshot));
        const whole = over(samples);
        const [first, second] = [0, 1].map((arm) => samples.flatMap(({ arms }) => arms?.[arm] ?? [])) as [
          LinkArm[],
          LinkArm[],
        ];
        const budget = {
          ...whole,
          arms: first.length > 0 ? ([over(first), over(second)] as const) : null,
          captured: samples.reduce((sum, { captured }) => sum + captured, 0) / samples.length,
          delaySeconds: delay(link, whole.lengthKm),
        };
        known.set(link, budget);
        return budget;
      },
    };
  };
}

/** The arms of a link during a slot. */
export function armsOf(
  { ends, emitter, source = emitter === null ? 'middle' : 'end', preparationSeconds = 0 }: Link,
  { arms, delaySeconds, lengthKm, efficiency, captured }: LinkBudget,
): LinkArms {
  if (arms !== null) {
    const alongArm = (arm: LinkArm) => (delaySeconds * arm.lengthKm) / lengthKm;
    return {
      source,
      delaysSeconds: [alongArm(arms[0]), alongArm(arms[1])],
      efficiencies: [arms[0].efficiency, arms[1].efficiency],
      captured,
      preparationSeconds,
    };
  }
  const received = efficiency / captured;
  const isFirst = emitter === ends[0];
  return {
    source,
    delaysSeconds: isFirst ? [0, delaySeconds] : [delaySeconds, 0],
    efficiencies: isFirst ? [1, received] : [received, 1],
    captured,
    preparationSeconds,
  };
}

const over = (samples: readonly LinkArm[]): LinkArm => ({
  lengthKm: Math.max(...samples.map(({ lengthKm }) => lengthKm)),
  efficiency: samples.reduce((sum, { efficiency }) => sum + efficiency, 0) / samples.length,
});
