import { describe, expect, it } from 'vitest';
import type { Execution } from '../../src/simulation/execution.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { closeDeliveries, deliver, newDeliveries } from '../../src/simulation/outcome.ts';
import { chain, flowInSlot, optionsWith, simulated } from './fixture.ts';

const even = optionsWith({ arrivals: 'regular' });

describe('what is counted of deliveries', () => {
  const base = chain({ means: [1], slotSeconds: 10 });
  const execution: Execution = { ...base, demands: [{ ...base.demands[0]!, fidelityTarget: 0.9 }] };
  const pair = { fidelity: 0.95, before: 0.8, latency: Number.NaN };

  it('in spec are pairs at the target, but for rounding', () => {
    const deliveries = newDeliveries(execution, [noLatencies()]);
    for (const fidelity of [0.95, 0.9, 0.9 - 1e-12, 0.8999]) {
      deliver(execution, deliveries, 0, { ...pair, at: 1, fidelity });
    }
    const { delivered, inSpec, unknownLatency } = closeDeliveries(execution, deliveries);
    expect([delivered[0], inSpec[0], unknownLatency[0]]).toEqual([4, 3, 4]);
  });

  it('the age of entanglement starts anew with each pair, and not with one whose news is overtaken', () => {
    const deliveries = newDeliveries(execution, [noLatencies()]);
    for (const at of [5, 4]) deliver(execution, deliveries, 0, { ...pair, at });
    // 5 s twice: ∫ t dt = 12.5 s² each.
    expect(closeDeliveries(execution, deliveries).ageIntegral[0]).toBeCloseTo(25, 12);
  });

  it('minimum rates are met slot by slot, where they count', () => {
    const [least, slots] = [Float64Array.of(5, 5, 0, 11), [10, 0, 10, 10]];
    const four = chain({ means: [10], slotCount: 4 });
    const { links, flows } = four.slots[0]!;
    const { demands } = simulated(
      {
        ...four,
        demands: [{ ...four.demands[0]!, leastPairs: least }],
        slots: slots.map((pairs) => (pairs > 0 ? { links, flows } : { links: [], flows: [] })),
      },
      even,
      2,
    );
    expect(demands[0]!.minimumRateMet).toBeCloseTo(1 / 3, 12);
  });
});

describe('pairs that wait for a partner in purification', () => {
  const twoSlots = (...rounds: [number, number]): Execution => {
    const base = chain({ means: [1], slotCount: 2 });
    return {
      ...base,
      slots: rounds.map((count) => ({
        ...base.slots[0]!,
        flows: [flowInSlot({ planned: 1, plannedBase: 1, rounds: count })],
      })),
    };
  };

  it('go on with the same path and as many rounds', () => {
    const { ledger, demands } = simulated(twoSlots(1, 1), even, 1);
    expect(ledger).toMatchObject({ delivered: 2, lostInPurification: 0 });
    // The older one arrived a second before.
    expect(demands[0]!.latencySeconds!.largest).toBeCloseTo(1, 12);
  });

  it('are lost if there is another number of rounds', () => {
    expect(simulated(twoSlots(2, 1), even, 1).ledger).toMatchObject({ delivered: 0, lostInPurification: 2 });
  });
});
