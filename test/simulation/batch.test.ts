import { describe, expect, it } from 'vitest';
import { LEDGER_KEYS, type SimulationOptions } from '../../src/domain/simulation.ts';
import { runBatch } from '../../src/simulation/batch/batch-engine.ts';
import { largestLead, turnedAway } from '../../src/simulation/batch/full-stores.ts';
import { engineFor } from '../../src/simulation/engine-choice.ts';
import type { Execution, LinkInSlot } from '../../src/simulation/execution.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { ledgerOf } from '../../src/simulation/ledger.ts';
import type { Outcome } from '../../src/simulation/outcome.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import { runBlock } from '../../src/simulation/run-block.ts';
import { chain, flowInSlot, imbalance, optionsWith, simulated } from './fixture.ts';
import { agelessCase } from './random-execution.ts';
import { kolmogorovSmirnov, ONE_PER_CENT } from './two-samples.ts';

const planned = (changes: Partial<SimulationOptions> = {}) =>
  optionsWith({ discipline: 'planned', engine: 'batch', ...changes });

const outcomesOf = (run: typeof runBatch, execution: Execution, options: SimulationOptions, many: number) =>
  Array.from({ length: many }, (_, index) =>
    run(execution, options, index, execution.demands.map(noLatencies)),
  );

/**
 * A fill over two links, a user that joins a link of its own with the stock, and one over the stock alone; in slot 3, the stock is
 * only drawn on.
 */
function withStock(changes: Partial<Execution>, fillMean: number): Execution {
  const base = chain({ means: [60], slotCount: 4 });
  const [own] = base.slots[0]!.links;
  const filling = [1, 2].map(
    (link): LinkInSlot => ({
      ...own!,
      link,
      mean: fillMean,
      offered: fillMean,
      claims: Int32Array.of(link),
      planned: Float64Array.of(fillMean),
      beginSeconds: link === 2 ? 0.25 : 0,
      userClaims: 0,
      werner: 0.95,
    }),
  );
  const flows = [
    flowInSlot({ flow: 0, planned: 30, plannedBase: 60, rounds: 1, swapSeconds: 0.02 }),
    flowInSlot({ flow: 2, planned: 12, plannedBase: 12 }),
    flowInSlot({ flow: 1, planned: fillMean, plannedBase: fillMean }),
  ];
  const user = { ...base.flows[0]!, draws: [0], elementary: 3, joins: 1 };
  return {
    ...base,
    swapSuccess: 0.9,
    links: ['own', 'filling', 'filling too'],
    memories: Float64Array.of(1000, 1000),
    stores: [{ key: 'stock', ends: [0, 1], elementary: 2, initialPairs: 40, initialWerner: 0.9 }],
    flows: [
      user,
      {
        ...user,
        key: 'fill',
        demand: -1,
        fills: 0,
        firstClaim: 1,
        ownHops: 2,
        hopForgets: [0, 0],
        draws: [],
        elementary: 2,
      },
      { ...user, key: 'paced', demand: 1, ownHops: 0, hopForgets: [], elementary: 2, joins: 0 },
    ],
    demands: [base.demands[0]!, { ...base.demands[0]!, id: 'c~d', fidelityTarget: 0.75 }],
    claimCount: 3,
    flowOfClaim: Int32Array.of(0, 1, 1),
    slots: [0, 1, 2, 3].map((slot) =>
      slot === 2 ? { links: [own!], flows: flows.slice(0, 2) } : { links: [own!, ...filling], flows },
    ),
    ...changes,
  };
}

/** Two routes that share links of three hops, one of them in every slot, with purification and swaps that fail. */
function shared(): Execution {
  const base = chain({ means: [90, 100, 80], slotCount: 3, rounds: 2, werner: 0.96, swapSuccess: 0.8 });
  const links = base.slots[0]!.links.map((link, hop) => ({
    ...link,
    offered: 70,
    beginSeconds: hop === 1 ? 0.3 : 0,
    claims: Int32Array.of(hop, 3 + hop),
    planned: Float64Array.of(40, 30),
    userClaims: 2,
  }));
  const flows = [
    flowInSlot({ planned: 10, plannedBase: 40, rounds: 2, swapSeconds: 0.05, roundSeconds: 0.02 }),
    flowInSlot({ flow: 1, planned: 30, plannedBase: 30 }),
  ];
  const alone = links.map((link) => ({
    ...link,
    claims: link.claims.slice(0, 1),
    planned: Float64Array.of(70),
  }));
  return {
    ...base,
    flows: [base.flows[0]!, { ...base.flows[0]!, key: 'other', firstClaim: 3 }],
    claimCount: 6,
    flowOfClaim: Int32Array.of(0, 0, 0, 1, 1, 1),
    slots: [
      { links, flows },
      { links: alone, flows: flows.slice(0, 1) },
      { links, flows },
    ],
  };
}

const SCENARIOS: readonly (readonly [
  name: string,
  execution: Execution,
  options: Partial<SimulationOptions>,
])[] = [
  ['routes that share three links', shared(), {}],
  [
    'attempts',
    chain({ means: [50, 60, 55], efficiency: 0.3, slotCount: 3, swapSuccess: 0.9 }),
    { arrivals: 'bernoulli' },
  ],
  ['full stores', withStock({ memories: Float64Array.of(55, 1000) }, 80), {}],
  ['memories that lose pairs', withStock({ stored: { model: 'loss', coherenceSeconds: 2 } }, 70), {}],
  [
    'a cut-off, and stocks that run empty',
    withStock({ stored: { model: 'depolarising', coherenceSeconds: 8, maximumStorageSlots: 1 } }, 45),
    {},
  ],
];

describe('the engine batch', () => {
  it.each(SCENARIOS)('counts as pairs does: %s', (_name, execution, changes) => {
    const options = planned(changes);
    const many = 250;
    const followed = outcomesOf(runPairs, execution, options, many);
    // Other random numbers: both engines use some of the same streams.
    const counted = outcomesOf(runBatch, execution, { ...options, seed: 2 }, many);
    const compare = (what: string, of: (outcome: Outcome) => number): void => {
      const found = kolmogorovSmirnov(followed.map(of), counted.map(of));
      expect(found, what).toBeLessThan(ONE_PER_CENT);
    };
    LEDGER_KEYS.forEach((key, at) => {
      compare(key, ({ ledger }) => ledger[at]!);
    });
    execution.demands.forEach(({ id }, demand) => {
      compare(`pairs of ${id}`, ({ delivered }) => delivered[demand]!);
      compare(`in spec of ${id}`, ({ inSpec }) => inSpec[demand]!);
    });
    compare('starved draws', ({ starvedDraws }) => starvedDraws);
    compare('starved fills', ({ starvedFills }) => starvedFills);
  });

  it('balances its ledger exactly, in whole pairs (seeds 1 to 60)', () => {
    const happened = new Set<string>();
    for (let seed = 1; seed <= 60; seed++) {
      const { execution, options } = agelessCase(seed);
      for (const { ledger } of outcomesOf(runBatch, execution, options, 3)) {
        const found = ledgerOf(ledger);
        expect({ seed, imbalance: imbalance(found) }).toEqual({ seed, imbalance: 0 });
        for (const key of LEDGER_KEYS) {
          expect(Number.isInteger(found[key]) && found[key] >= 0, `${key}, seed ${seed}`).toBe(true);
          if (found[key] > 0) happened.add(key);
        }
      }
    }
    // Those that only pairs one by one can tell.
    expect(LEDGER_KEYS.filter((key) => !happened.has(key))).toEqual(['relayBuffers', 'noFreeMode']);
  });

  it('gives the same, whoever makes the replications', () => {
    const execution = withStock({ stored: { model: 'loss', coherenceSeconds: 2 } }, 70);
    const whole = runBlock(execution, planned(), { from: 0, to: 4 });
    const parts = [3, 1, 0, 2].map((from) => runBlock(execution, planned(), { from, to: from + 1 }));
    const inOrder = [2, 1, 3, 0].map((at) => parts[at]!.outcomes[0]!);
    expect(inOrder).toEqual(whole.outcomes);
    expect(whole.outcomes[0]).not.toEqual(whole.outcomes[1]);
  });

  it('tells fidelity, and time since the last pair', () => {
    const execution = chain({ means: [500], werner: 0.92, slotSeconds: 10, slotCount: 2 });
    const { demands, total } = simulated(execution, planned(), 50);
    expect(total.fidelity!.after).toBeCloseTo(0.94, 12);
    // Of 50 a second, the last one was 1/50 s ago on average.
    expect(demands[0]!.ageSeconds).toBeCloseTo(0.02, 3);
  });
});

describe('how far fills are ahead of draws at most', () => {
  /** All orders of ups and downs. */
  const leads = (ups: number, downs: number, lead = 0, most = 0): number[] => [
    ...(ups === 0 && downs === 0 ? [most] : []),
    ...(ups > 0 ? leads(ups - 1, downs, lead + 1, Math.max(most, lead + 1)) : []),
    ...(downs > 0 ? leads(ups, downs - 1, lead - 1, most) : []),
  ];
  it.each([
    [4, 4],
    [5, 3],
    [2, 6],
    [5, 0],
    [0, 3],
  ])('%i and %i in every order', (ups, downs) => {
    const all = leads(ups, downs).sort((a, b) => b - a);
    const found = all.map((_, at) => largestLead(ups, downs, (at + 0.5) / all.length));
    expect(found).toEqual(all);
  });

  it('decides how many find no room, though as many leave', () => {
    const all = leads(4, 4);
    const excess = all.reduce((sum, lead) => sum + Math.max(0, lead - 1), 0) / all.length;
    let at = 0;
    const stream = () => (at++ + 0.5) / all.length;
    const stores = [{ key: 's', ends: [0, 1], elementary: 1, initialPairs: 0, initialWerner: 1 }] as const;
    const memories = Float64Array.of(9, 100);
    const lost = all.map(
      () =>
        turnedAway(
          { stores, memories },
          [{ stock: 0, pairs: 4 }],
          { held: Float64Array.of(8, 8), taken: Float64Array.of(4, 4) },
          // The first number is the one that counts; others would be for further fills.
          (
            (first) => () =>
              first
          )(stream()),
        )[0]!,
    );
    expect(excess).toBeGreaterThan(0.5);
    expect(lost.reduce((sum, one) => sum + one, 0) / all.length).toBeCloseTo(excess, 12);
  });
});

describe('the choice of an engine', () => {
  const small = chain({ means: [100] });
  const large = chain({ means: [1e7], slotCount: 3 });

  it('auto follows pairs, and counts them where these are very many and it can', () => {
    const auto = { engine: 'auto', discipline: 'planned' } as const;
    expect(engineFor(small, optionsWith(auto))).toBe('pairs');
    expect(engineFor(large, optionsWith(auto))).toBe('batch');
    expect(engineFor(large, optionsWith({ ...auto, discipline: 'tokens' }))).toBe('pairs');
    expect(engineFor(large, optionsWith({ ...auto, relayBuffer: 5 }))).toBe('pairs');
    expect(engineFor(large, optionsWith({ ...auto, engine: 'pairs' }))).toBe('pairs');
    expect(engineFor(small, planned())).toBe('batch');
  });

  it.each<[RegExp, Partial<SimulationOptions>, Execution?]>([
    [/tokens.*--discipline planned/, { discipline: 'tokens' }],
    [/evenly spaced.*--arrivals poisson/, { arrivals: 'regular' }],
    [/queue of a relay.*--relay-buffer/, { relayBuffer: 3 }],
    [/halves age.*--coherence-seconds/, {}, chain({ means: [100], coherenceSeconds: 5 })],
    [
      /free memory mode.*memoryModes/,
      {},
      { ...small, modes: { limits: Float64Array.of(1), measurementSeconds: 0 } },
    ],
  ])('batch refuses what it cannot tell: %s', (message, changes, execution = small) => {
    expect(() => engineFor(execution, planned(changes))).toThrow(message);
  });
});
