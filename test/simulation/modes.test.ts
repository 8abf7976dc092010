import { describe, expect, it } from 'vitest';
import type { SimulationOptions } from '../../src/domain/simulation.ts';
import { simulatedPlan } from '../../src/planning/simulation/prepare-simulation.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import type { Execution, FlowModes } from '../../src/simulation/execution.ts';
import { localEnvironment, run } from '../planning/run.ts';
import { chain, optionsWith, simulated } from './fixture.ts';

interface Limited {
  readonly limit: number;
  readonly inFlight?: number;
  readonly modes: FlowModes;
  readonly swapSeconds?: number;
}

/** A chain one of whose nodes limits its modes. */
const limited = (base: Execution, { limit, inFlight = 0, modes, swapSeconds = 0 }: Limited): Execution => ({
  ...base,
  modes: { limits: Float64Array.of(limit), measurementSeconds: 0 },
  flows: base.flows.map((flow) => ({ ...flow, modes })),
  slots: base.slots.map(({ links, flows }) => ({
    links,
    flows: flows.map((flow) => ({ ...flow, swapSeconds })),
    modesInFlight: Float64Array.of(inFlight),
  })),
});

const even = optionsWith({ arrivals: 'regular' });
/** The node between two hops, and the end of one. */
const RELAY: FlowModes = { hops: [[0], [0]], relays: [0, 0], ends: [] };
const END: FlowModes = { hops: [[0]], relays: [], ends: [0] };

describe('memory modes', () => {
  it('are taken by pairs that wait for partners', () => {
    const waiting = chain({ means: [10, 1e-9] });
    const { ledger } = simulated(limited(waiting, { limit: 3, modes: RELAY }), even, 1);
    expect(ledger).toMatchObject({ arrived: 10, noFreeMode: 7, unmatched: 3 });
  });

  it('that other pairs hold leave a share of the attempts', () => {
    const noFreeMode = (inFlight: number, limit: number) =>
      simulated(limited(chain({ means: [20_000] }), { limit, inFlight, modes: END }), even, 1).ledger
        .noFreeMode;
    expect(noFreeMode(10, 10)).toBe(0);
    expect(noFreeMode(20, 10) / 20_000).toBeCloseTo(1 / 2, 1);
    expect(noFreeMode(20, 15) / 20_000).toBeCloseTo(1 / 4, 1);
    // Some of many attempts find the last mode in the end.
    const waiting = simulated(
      limited(chain({ means: [10_000, 1e-9] }), { limit: 3, inFlight: 2, modes: RELAY }),
      even,
      1,
    );
    expect(waiting.ledger).toMatchObject({ noFreeMode: 9_997, unmatched: 3 });
  });

  it('are free again after a join', () => {
    const { ledger } = simulated(limited(chain({ means: [10, 10] }), { limit: 2, modes: RELAY }), even, 1);
    expect(ledger).toMatchObject({ delivered: 20, noFreeMode: 0 });
    // A single mode never holds both halves that meet.
    const one = simulated(limited(chain({ means: [10, 10] }), { limit: 1, modes: RELAY }), even, 1).ledger;
    expect(one).toMatchObject({ delivered: 0, noFreeMode: 19, unmatched: 1 });
  });

  it('go from a link that brings too much to the one that its pairs wait for', () => {
    const { ledger } = simulated(limited(chain({ means: [100, 10] }), { limit: 5, modes: RELAY }), even, 1);
    expect(ledger).toMatchObject({ arrived: 110, delivered: 20, unmatched: 5, noFreeMode: 85 });
  });

  it('are free again after a slot at whose end what waits is given up, and after displacement', () => {
    const [slot] = chain({ means: [10, 1e-9] }).slots;
    const base = {
      ...chain({ means: [10, 1e-9] }),
      slotCount: 3,
      slots: [slot!, { links: [], flows: [] }, slot!],
    };
    const { ledger } = simulated(limited(base, { limit: 3, modes: RELAY }), even, 1);
    expect(ledger).toMatchObject({ arrived: 20, noFreeMode: 14, unmatched: 6 });
    const displaced = simulated(
      limited(chain({ means: [10, 1e-9] }), { limit: 3, modes: RELAY }),
      { ...even, relayBuffer: 2 },
      1,
    );
    expect(displaced.ledger).toMatchObject({ noFreeMode: 0, relayBuffers: 8, unmatched: 2 });
  });

  // Erlang's loss formula, which holds for hold times of any distribution: a^c/c! / Σ_k a^k/k!.
  it.each([
    [5, 5, 0.284868],
    [5, 10, 0.018385],
    [1, 1, 0.5],
  ])(
    'of an end that holds pairs for their news lose the share of Erlang: %i erlangs, %i modes',
    (load, limit, lost) => {
      const execution = limited(chain({ means: [20_000], slotSeconds: 1000 }), {
        limit,
        modes: END,
        swapSeconds: load / 20,
      });
      const { ledger } = simulated(execution, optionsWith({}), 8);
      expect(Math.abs(ledger.noFreeMode / ledger.arrived - lost)).toBeLessThan(0.01 * Math.max(lost, 0.2));
    },
  );

  it('are held at the ends by pairs that wait for purification, and free when it fails or succeeds', () => {
    const base = chain({ means: [4000], slotSeconds: 1000, rounds: 1, werner: 0.6 });
    const { ledger } = simulated(limited(base, { limit: 2, modes: END }), optionsWith({}), 5);
    expect(ledger).toMatchObject({ noFreeMode: 0 });
    expect(ledger.lostInPurification).toBeGreaterThan(0);
    // The first pair of a round keeps the only mode, and no second one comes.
    const one = simulated(limited(base, { limit: 1, modes: END }), optionsWith({}), 1).ledger;
    expect(one).toMatchObject({ delivered: 0, lostInPurification: 1 });
  });

  it('are free again when swaps fail, and when a pair is given up that waits for its round', () => {
    const oneEnd: FlowModes = { hops: [[0], []], relays: [], ends: [0] };
    const failing = chain({ means: [10, 10], swapSuccess: 0.5, slotCount: 4 });
    const { ledger } = simulated(limited(failing, { limit: 1, modes: oneEnd, swapSeconds: 0.01 }), even, 1);
    expect(ledger.lostInSwaps).toBeGreaterThan(0);
    expect(ledger.noFreeMode).toBe(0);
    const [slot] = chain({ means: [10], rounds: 1 }).slots;
    const [plain] = chain({ means: [10] }).slots;
    const base = { ...chain({ means: [10] }), slotCount: 2, slots: [slot!, plain!] };
    const given = simulated(limited(base, { limit: 1, modes: END }), even, 1).ledger;
    expect(given).toMatchObject({ lostInPurification: 1, noFreeMode: 9, delivered: 10 });
  });

  it('are held in store, until pairs are drawn or lost', () => {
    const base = chain({ means: [10], slotCount: 2 });
    const store = {
      key: 'stock',
      ends: [0, 1],
      elementary: 1,
      initialPairs: 2,
      initialWerner: 1,
      modes: [0],
    } as const;
    const filling = {
      ...base,
      memories: Float64Array.of(100, 100),
      stores: [store],
      flows: [{ ...base.flows[0]!, demand: -1, fills: 0 }],
    };
    const ideal = simulated(limited(filling, { limit: 5, modes: END }), even, 1).ledger;
    expect(ideal).toMatchObject({ leftInStock: 5, noFreeMode: 17 });
    // What a full memory turns away holds none.
    const full = { ...filling, memories: Float64Array.of(3, 100) };
    const turned = simulated(limited(full, { limit: 4, modes: END }), even, 1).ledger;
    expect(turned).toMatchObject({ leftInStock: 3, fullStores: 19, noFreeMode: 0 });
    const aged = {
      ...filling,
      stored: { model: 'dephasing', coherenceSeconds: 9, maximumStorageSlots: 1 } as const,
    };
    // Two from the start are too old for slot 2.
    const renewed = simulated(limited(aged, { limit: 5, modes: END }), even, 1).ledger;
    expect(renewed).toMatchObject({ tooOld: 2 + 3, leftInStock: 2, noFreeMode: 15 });
  });
});

describe('a plan with limited modes', () => {
  const scenario = parseScenario(`satqn: 1
name: modes
horizon: {slots: 3, slotSeconds: 20}
nodes:
  - {id: a, kind: ground}
  - {id: s, kind: satellite, memoryModes: 40}
  - {id: b, kind: ground}
links:
  - {ends: [s, a], capacity: 100, fidelity: 0.98, lengthKm: 1000, efficiency: 0.02, emitter: s}
  - {ends: [s, b], capacity: 100, fidelity: 0.97, lengthKm: 1000, efficiency: 0.02, emitter: s}
demands:
  - {source: a, destination: b, fidelityTarget: 0.9}
`);

  it('attempts as often as the plan asks for, and loses what finds no free mode', async () => {
    const { record } = await run(scenario);
    const plan = await simulatedPlan(false, record, localEnvironment());
    const results = (changes: Partial<SimulationOptions>) => {
      const options = optionsWith(changes);
      const { execution } = plan.prepare(options);
      return { execution, ...simulated(execution, options, 40) };
    };
    const { execution, ledger, total } = results({});
    const rate = record.plan!.routes[0]!.rate;
    // Both links emit at the satellite: 2 · (u/η) · 2L/c.
    expect(execution.slots[0]!.modesInFlight![0]).toBeCloseTo((2 * (rate / 0.02) * 2 * 1e6) / 299_792_458, 6);
    expect(rate).toBeLessThan(100);
    expect(ledger.arrived / 40).toBeLessThan(1.02 * 2 * 3 * 20 * rate);
    expect(ledger.noFreeMode).toBeGreaterThan(0);
    expect(total.realised.mean).toBeLessThan(total.planned);
    expect(() => plan.prepare(optionsWith({ discipline: 'planned', engine: 'batch' }))).toThrow(
      /free memory mode/,
    );
  });
});
