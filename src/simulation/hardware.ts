/** How the halves of pairs age in a simulation; the one place that reads what hardware is stated. */
import type { MemoryModel } from '../domain/memory.ts';
import type { NetworkNode } from '../domain/network.ts';
import type { SimulationOptions } from '../domain/simulation.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { coherenceAt } from '../scenario/signals.ts';

interface Ageing {
  /** 1/T of halves at a relay or a user, which depolarise, 1/s; 0 if they do not age. */
  readonly forgetting: (node: string) => number;
  /** The same as far as the scenario states it. */
  readonly statedForgetting: (node: string) => number;
  /** Of stored halves; with a maximum of Infinity slots where only the options ask for ageing. */
  readonly stored: MemoryModel;
}

/**
 * What a scenario states of halves that wait and of stored ones; the options ask of the others. An ideal memory is also what a
 * scenario has that states none, unless it states how halves age that wait.
 */
export function ageingOf(
  scenario: Pick<Scenario, 'storage' | 'hardware'>,
  { coherenceSeconds }: Pick<SimulationOptions, 'coherenceSeconds'>,
  nodes: readonly NetworkNode[],
): Ageing {
  const { memory } = scenario.storage;
  const asked = 1 / (coherenceSeconds ?? Number.POSITIVE_INFINITY);
  const stated = new Map(nodes.map(({ id, kind }) => [id, 1 / coherenceAt(scenario, id, kind)]));
  const isStated = memory.model !== 'ideal' || scenario.hardware?.coherenceSeconds !== undefined;
  return {
    forgetting: (node) => stated.get(node) || (stated.has(node) ? asked : 0),
    statedForgetting: (node) => stated.get(node) ?? 0,
    stored:
      isStated || coherenceSeconds === null
        ? memory
        : { model: 'depolarising', coherenceSeconds, maximumStorageSlots: Number.POSITIVE_INFINITY },
  };
}

/** e^(−t/T), what is left of a state's distance from noise when its halves have aged for t seconds together. */
export const keptAfter = (halfSeconds: number, coherenceSeconds: number): number =>
  keptWhile(halfSeconds, 1 / coherenceSeconds);

/** The same of two halves that wait as long as each other. @param forgets 1/T of both, summed, 1/s */
export const keptWhile = (seconds: number, forgets: number): number =>
  forgets === 0 ? 1 : Math.exp(-seconds * forgets);

/**
 * What both halves keep in store where only the options ask for ageing; 1 where the scenario states how stored pairs age, which
 * the plan then counts.
 */
export const keptInStore = ({ stored }: { readonly stored: MemoryModel }, seconds: number): number =>
  stored.model === 'depolarising' && stored.maximumStorageSlots === Number.POSITIVE_INFINITY
    ? keptAfter(2 * seconds, stored.coherenceSeconds)
    : 1;
