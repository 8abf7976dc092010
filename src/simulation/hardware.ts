/** How the halves of pairs age in a simulation; the one place that reads what hardware is stated. */
import type { MemoryModel } from '../domain/memory.ts';
import type { SimulationOptions } from '../domain/simulation.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

export interface Ageing {
  /** T of halves at relays and users, which depolarise, s; Infinity if they do not age. */
  readonly relaySeconds: number;
  /** Of stored halves; with a maximum of Infinity slots where only the options ask for ageing. */
  readonly stored: MemoryModel;
}

/** Scenarios state nothing of halves at relays and users. An ideal memory is also what a scenario has that states none. */
export function ageingOf(
  { storage: { memory } }: Pick<Scenario, 'storage'>,
  { coherenceSeconds }: Pick<SimulationOptions, 'coherenceSeconds'>,
): Ageing {
  if (coherenceSeconds === null) return { relaySeconds: Number.POSITIVE_INFINITY, stored: memory };
  return {
    relaySeconds: coherenceSeconds,
    stored:
      memory.model === 'ideal'
        ? { model: 'depolarising', coherenceSeconds, maximumStorageSlots: Number.POSITIVE_INFINITY }
        : memory,
  };
}

/** e^(−t/T), what is left of a state's distance from noise when its halves have aged for t seconds together. */
export const keptAfter = (halfSeconds: number, coherenceSeconds: number): number =>
  coherenceSeconds === Number.POSITIVE_INFINITY ? 1 : Math.exp(-halfSeconds / coherenceSeconds);
