import { longestStorageSlots, type MemoryModel } from '../domain/memory.ts';
import type { Topology } from '../domain/network.ts';
import type { PairQuality } from '../graph/slot-views.ts';
import { storedFidelity } from '../physics/storage.ts';
import { swapFactor } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type SignalSections, signalReader } from './path-signals.ts';

/** The effect of swapping and waiting on the pairs of a scenario. */
export function pairQuality(
  scenario: Pick<Scenario, 'storage' | 'gates'> & SignalSections,
  topology: Topology,
): PairQuality {
  const { storage, gates } = scenario;
  const { slotSeconds } = topology;
  const signals = signalReader(scenario, topology);
  return {
    swapFactor: swapFactor(gates),
    minimumFidelity: storage.minimumFidelity,
    storedFidelity: ratingInStore(storage.memory, slotSeconds),
    longestStorageSlots: longestStorageSlots(storage.memory, slotSeconds),
    ...(signals && {
      keptAtFill: (slot) => {
        const inSlot = signals(slot);
        return (subPath) => inSlot(subPath)?.kept ?? 0;
      },
    }),
  };
}

/**
 * A pair in a decaying memory is used up to A slots after the one in which it was filled, so it is
 * rated at age (A+1)δ with both halves stored; elsewhere nothing happens to its fidelity.
 */
function ratingInStore(memory: MemoryModel, slotSeconds: number): (fidelity: number) => number {
  if (memory.model === 'ideal' || memory.model === 'loss') return (fidelity) => fidelity;
  const { model, coherenceSeconds, maximumStorageSlots } = memory;
  const ageSeconds = (maximumStorageSlots + 1) * slotSeconds;
  return (fidelity) => storedFidelity(model, fidelity, ageSeconds, coherenceSeconds, 2);
}
