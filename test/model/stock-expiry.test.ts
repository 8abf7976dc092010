import { expect, it } from 'vitest';
import { longestStorageSlots } from '../../src/domain/memory.ts';
import { handMade } from '../methods/instances.ts';

it('counts the slots in which stored pairs are worth planning with', () => {
  expect(longestStorageSlots({ model: 'ideal' }, 10)).toBe(Number.POSITIVE_INFINITY);
  expect(longestStorageSlots({ model: 'dephasing', coherenceSeconds: 1, maximumStorageSlots: 3 }, 10)).toBe(
    3,
  );
  // Half a slot of coherence: e^−4 a slot, and e^−9.2 is one in 10,000.
  expect(longestStorageSlots({ model: 'loss', coherenceSeconds: 5 }, 10)).toBe(2);
  expect(longestStorageSlots({ model: 'loss', coherenceSeconds: 0.5 }, 10)).toBe(0);
  // 1000 slots of coherence: 9.21034/2 of them, not 2.30 (one in 100) and not 9.21.
  expect(longestStorageSlots({ model: 'loss', coherenceSeconds: 10_000 }, 10)).toBe(4605);
});

const instance = (memory: object, initialStock: readonly object[] = []) =>
  handMade({
    slots: 6,
    capacity: { 'b-c': [300, 0, 0, 0, 0, 0] },
    stores: { b: 1000, c: 1000 },
    storage: { memory: memory as never, initialStock: initialStock as never },
    demands: [{ source: 'b', destination: 'c', fidelityTarget: 0.6 }],
  }).problem.demands[0]!;
const virtualSlots = (demand: ReturnType<typeof instance>) =>
  demand.paths
    .filter(({ hops }) => hops[0]!.kind === 'stored')
    .flatMap(({ offers }) => offers.map(({ slot }) => slot));

it('a virtual link ends when nothing of what was filled counts any more, and with it the demand', () => {
  const lossy = instance({ model: 'loss', coherenceSeconds: 5 });
  expect(virtualSlots(lossy)).toEqual([1, 2]);
  expect(lossy.reach.map((reach) => reach === 'usable')).toEqual([true, true, true, false, false, false]);
  expect(virtualSlots(instance({ model: 'ideal' }))).toEqual([1, 2, 3, 4, 5]);
  const aged = { model: 'depolarising', coherenceSeconds: 1e6, maximumStorageSlots: 2 };
  expect(virtualSlots(instance(aged))).toEqual([1, 2]);
});

it('an initial stock counts as filled in the slot before the first', () => {
  const aged = { model: 'depolarising', coherenceSeconds: 1e6, maximumStorageSlots: 2 };
  const stock = [{ nodes: ['b', 'c'], pairs: 10, fidelity: 0.9 }];
  expect(virtualSlots(instance(aged, stock))).toEqual([0, 1, 2]);
});
