import { describe, expect, it } from 'vitest';
import { DISCIPLINES, type Discipline } from '../../src/domain/simulation.ts';
import type { Execution, LinkInSlot } from '../../src/simulation/execution.ts';
import { noLatencies } from '../../src/simulation/latency-counts.ts';
import { runPairs } from '../../src/simulation/pairs-engine.ts';
import type { SimulationEvent } from '../../src/simulation/trace.ts';
import { chain, flowInSlot, optionsWith, simulated } from './fixture.ts';

const eventsOf = (execution: Execution, options = optionsWith({}), index = 0): SimulationEvent[] => {
  const events: SimulationEvent[] = [];
  runPairs(execution, options, index, execution.demands.map(noLatencies), (event) => events.push(event));
  return events;
};

/**
 * Every outcome of three attempts on each of two links, with what they deliver and what is left of it, by its own loop over
 * moments: the newest or the oldest pair of either link is joined.
 */
function enumerated(p: number, keptPerSecond: number, order: 'freshest' | 'oldest') {
  let [pairs, kept] = [0, 0];
  for (let bits = 0; bits < 64; bits++) {
    const waiting: [number[], number[]] = [[], []];
    let probability = 1;
    let [joined, weight] = [0, 0];
    for (let moment = 0; moment < 3; moment++) {
      for (const link of [0, 1] as const) {
        const succeeds = (bits >> (2 * moment + link)) & 1;
        probability *= succeeds ? p : 1 - p;
        if (!succeeds) continue;
        const others = waiting[link === 0 ? 1 : 0];
        if (others.length === 0) {
          waiting[link].push(moment);
          continue;
        }
        const since = order === 'freshest' ? others.pop()! : others.shift()!;
        joined += 1;
        weight += keptPerSecond ** (moment - since);
      }
    }
    pairs += probability * joined;
    kept += probability * weight;
  }
  return { pairs, werner: kept / pairs };
}

describe('two links with three attempts each', () => {
  it.each([
    [0.3, 'freshest'],
    [0.6, 'freshest'],
    [0.6, 'oldest'],
  ] as const)('p = %f, %s first: as all 64 outcomes together', (p, relayOrder) => {
    const coherenceSeconds = 4;
    const expected = enumerated(p, Math.exp(-2 / coherenceSeconds), relayOrder);
    const execution = chain({
      means: [3 * p, 3 * p],
      efficiency: p,
      slotSeconds: 3,
      coherenceSeconds,
    });
    const options = optionsWith({ arrivals: 'bernoulli', relayOrder });
    const { total } = simulated(execution, options, 10_000);
    expect(Math.abs(total.realised.mean - expected.pairs)).toBeLessThan(2.5 * total.realised.halfWidth!);
    expect((4 * total.fidelity!.after - 1) / 3).toBeCloseTo(expected.werner, 2);
  });

  it('loses both pairs of a swap that fails', () => {
    const execution = chain({ means: [40, 40, 40], swapSuccess: 0.5 });
    const { total, ledger } = simulated(execution, optionsWith({ arrivals: 'regular' }), 4000);
    // Two joins at once, each with one half.
    expect(Math.abs(total.realised.mean - 10)).toBeLessThan(2.5 * total.realised.halfWidth!);
    expect(ledger.delivered + ledger.lostInSwaps).toBe(4000 * 120);
  });
});

/** A fill along one link, and a user that joins a link of its own with the stock. */
const withStock = (changes: Partial<Execution> = {}): Execution => {
  const base = chain({ means: [10], slotCount: 3 });
  const [own] = base.slots[0]!.links;
  const fill: LinkInSlot = { ...own!, link: 1, claims: Int32Array.of(1), userClaims: 0 };
  const flows = [
    flowInSlot({ flow: 0, planned: 10, plannedBase: 10 }),
    flowInSlot({ flow: 1, planned: 10, plannedBase: 10 }),
  ];
  return {
    ...base,
    links: ['own', 'filling'],
    memories: Float64Array.of(100, 100),
    stores: [{ key: 'stock', ends: [0, 1], elementary: 1, initialPairs: 4, initialWerner: 0.9 }],
    flows: [
      { ...base.flows[0]!, draws: [0], elementary: 2, joins: 1 },
      { ...base.flows[0]!, key: 'fill', demand: -1, fills: 0, firstClaim: 1, joins: 0 },
    ],
    claimCount: 2,
    flowOfClaim: Int32Array.of(0, 1),
    slots: [
      { links: [own!, fill], flows },
      { links: [own!, fill], flows },
      { links: [own!], flows: flows.slice(0, 1) },
    ],
    ...changes,
  };
};

describe('stocks', () => {
  const even = optionsWith({ arrivals: 'regular' });

  it('give only what was there when the slot began', () => {
    const { demands, ledger, starved } = simulated(withStock(), even, 1);
    // 4 of the initial stock, then the 10 of each slot before; what waits goes on with the same path.
    expect(demands[0]!.realised.mean).toBe(4 + 10 + 10);
    expect(ledger).toMatchObject({
      initialStock: 4,
      arrived: 50,
      delivered: 48,
      unmatched: 6,
      leftInStock: 0,
    });
    // 6 sets wait at the end of each of the slots.
    expect(starved.draws).toBe(18);
  });

  it('turn the newest pair away at a full end', () => {
    const { ledger } = simulated(withStock({ memories: Float64Array.of(100, 12) }), even, 1);
    // In slot 1, 4 pairs leave the stock while 10 enter; in slot 2 as many leave as enter.
    expect(ledger.fullStores).toBe(0);
    const tight = simulated(withStock({ memories: Float64Array.of(7, 100) }), even, 1).ledger;
    expect(tight.fullStores).toBeGreaterThan(0);
    expect(tight.delivered / 2 + tight.fullStores + tight.leftInStock).toBe(24);
  });

  it('discard what is older than the maximum age', () => {
    const stored = { model: 'depolarising', coherenceSeconds: 1e9, maximumStorageSlots: 1 } as const;
    const execution = withStock({ stored });
    const idle = {
      ...execution,
      slots: [execution.slots[0]!, { links: [], flows: [] }, execution.slots[2]!],
    };
    // All pairs of slot 1 are gone when slot 3 begins; those of the initial stock were drawn in slot 1.
    expect(simulated(idle, even, 1).ledger).toMatchObject({ tooOld: 10, delivered: 8 });
  });

  it('lose pairs with memories that lose them: e^(−2t/T) of each is left', () => {
    const stored = { model: 'loss', coherenceSeconds: 2 } as const;
    const execution: Execution = {
      ...withStock({ stored }),
      stores: [{ key: 'stock', ends: [0, 1], elementary: 1, initialPairs: 100, initialWerner: 1 }],
      memories: Float64Array.of(1000, 1000),
      slots: [{ links: [], flows: [] }],
      slotCount: 1,
    };
    const { ledger } = simulated(execution, even, 2000);
    expect(ledger.leftInStock / 2000).toBeCloseTo(100 * Math.exp(-1), 0);
  });
});

describe('disciplines on one link of 10 pairs for two users (6 and 2 planned) and a fill (1 planned)', () => {
  const shared = (): Execution => {
    const base = withStock();
    const flow = base.flows[0]!;
    return {
      ...base,
      slotCount: 1,
      links: ['own'],
      stores: [{ key: 'stock', ends: [0, 1], elementary: 1, initialPairs: 0, initialWerner: 1 }],
      flows: [
        { ...flow, draws: [], elementary: 1, joins: 0 },
        { ...flow, key: 'other', draws: [], elementary: 1, joins: 0, firstClaim: 1 },
        { ...base.flows[1]!, firstClaim: 2 },
      ],
      claimCount: 3,
      flowOfClaim: Int32Array.of(0, 1, 2),
      slots: [
        {
          links: [
            {
              ...base.slots[0]!.links[0]!,
              claims: Int32Array.of(0, 1, 2),
              planned: Float64Array.of(6, 2, 1),
              userClaims: 2,
            },
          ],
          flows: [6, 2, 1].map((planned, index) =>
            flowInSlot({ flow: index, planned, plannedBase: planned }),
          ),
        },
      ],
    };
  };
  const counts = (discipline: Discipline) => {
    const events = eventsOf(shared(), optionsWith({ arrivals: 'regular', discipline }));
    const got = (flow: string) => events.filter((one) => one.event === 'arrived' && one.flow === flow).length;
    return [got('route'), got('other'), got('fill')];
  };

  it('tokens gives the fill its one pair and the users the rest', () => {
    const [first, other, fill] = counts('tokens');
    expect(fill).toBe(1);
    expect([first, other]).toEqual([7, 2]);
  });

  it('tokens gives the fill no more, however much there is', () => {
    const [slot] = shared().slots;
    const plenty = { ...slot!, links: [{ ...slot!.links[0]!, mean: 40, offered: 40 }] };
    const { ledger } = simulated({ ...shared(), slots: [plenty] }, optionsWith({ arrivals: 'regular' }), 1);
    expect(ledger).toMatchObject({ delivered: 39, leftInStock: 1, unassigned: 0 });
  });

  it('tokens gives half a pair in a slot as one pair in two slots', () => {
    const [slot] = shared().slots;
    const planned = Float64Array.of(6, 2, 0.5);
    const half = { ...slot!, links: [{ ...slot!.links[0]!, planned }] };
    const execution = { ...shared(), slotCount: 4, slots: [half, half, half, half] };
    expect(simulated(execution, optionsWith({ arrivals: 'regular' }), 1).ledger.leftInStock).toBe(2);
  });

  it('greedy serves the users, and then the fill beyond its plan', () => {
    expect(counts('greedy')).toEqual([6, 2, 2]);
  });

  it('planned gives the rest to nobody', () => {
    const execution = shared();
    const [slot] = execution.slots;
    const thinned = { ...execution, slots: [{ ...slot!, links: [{ ...slot!.links[0]!, offered: 9 }] }] };
    const { ledger } = simulated(thinned, optionsWith({ arrivals: 'regular', discipline: 'planned' }), 1);
    expect(ledger).toMatchObject({ arrived: 10, unassigned: 1, delivered: 8 });
  });
});

describe('arrivals', () => {
  const arrivalsAt = (execution: Execution, link: string, discipline: (typeof DISCIPLINES)[number]) =>
    eventsOf(execution, optionsWith({ discipline })).flatMap((one) =>
      one.event === 'arrived' && one.link === link ? [one.seconds] : [],
    );

  it.each(DISCIPLINES)(
    'of a link stay as they are if another flow comes to another link (%s)',
    (discipline) => {
      const one = chain({ means: [30], slotCount: 4 });
      const two = withStock({ slotCount: 4 });
      const both = { ...two, links: ['link0', 'filling'], slots: two.slots.map((slot) => slot) };
      const own = one.slots[0]!.links[0]!;
      const slots = both.slots.map((slot) => ({
        ...slot,
        links: slot.links.map((link) => (link.link === 0 ? { ...own, claims: link.claims } : link)),
      }));
      const inThree = arrivalsAt({ ...one, slotCount: 3, slots: one.slots.slice(0, 3) }, 'link0', discipline);
      expect(inThree.length).toBeGreaterThan(50);
      expect(arrivalsAt({ ...both, slotCount: 3, slots }, 'link0', discipline)).toEqual(inThree);
    },
  );

  it('begin when a link has been acquired, and bring the mean of its slot', () => {
    const base = chain({ means: [50], slotSeconds: 10 });
    const [link] = base.slots[0]!.links;
    const late = { ...base, slots: [{ ...base.slots[0]!, links: [{ ...link!, beginSeconds: 8 }] }] };
    const seconds = eventsOf(late).flatMap(({ event, seconds: at }) => (event === 'arrived' ? [at] : []));
    expect(Math.min(...seconds)).toBeGreaterThan(8);
    const { total } = simulated(late, optionsWith({}), 3000);
    expect(Math.abs(total.realised.mean - 50)).toBeLessThan(2.5 * total.realised.halfWidth!);
  });

  it('above what is offered are counted, not followed', () => {
    const base = chain({ means: [50], plannedBase: 20 });
    const [link] = base.slots[0]!.links;
    const offered = { ...base, slots: [{ ...base.slots[0]!, links: [{ ...link!, offered: 20 }] }] };
    const { ledger, total } = simulated(offered, optionsWith({ discipline: 'planned' }), 4000);
    expect(Math.abs(total.realised.mean - 20)).toBeLessThan(2.5 * total.realised.halfWidth!);
    expect(ledger.arrived / 4000).toBeCloseTo(50, 0);
    expect(ledger.unassigned + ledger.delivered).toBe(ledger.arrived);
  });
});

describe('time', () => {
  it('passes for heralds, swaps and rounds, and what is still on its way at the end is not delivered', () => {
    const base = chain({ means: [10], slotSeconds: 10, coherenceSeconds: 100 });
    const slot = base.slots[0]!;
    const links = [{ ...slot.links[0]!, heraldSeconds: 0.25 }];
    const flows = [{ ...slot.flows[0]!, swapSeconds: 0.6 }];
    const { demands, ledger } = simulated(
      { ...base, slots: [{ links, flows }] },
      optionsWith({ arrivals: 'regular' }),
      1,
    );
    // One arrives at 0.5, 1.5 … 9.5 s; the news of the last one comes at 10.1 s.
    expect(ledger).toMatchObject({ delivered: 9, inFlight: 1 });
    expect(demands[0]!.latencySeconds!.largest).toBeCloseTo(0.85, 12);
    expect(demands[0]!.latencySeconds!.median).toBeCloseTo(0.85, 2);
    expect(demands[0]!.fidelity!.after).toBeCloseTo(0.25 + 0.75 * Math.exp((-2 * 0.6) / 100), 12);
  });

  it('ages a pair that waits for its partner in purification, and both after the round', () => {
    const base = chain({ means: [2], slotSeconds: 2, rounds: 1, coherenceSeconds: 10 });
    const flows = [{ ...base.slots[0]!.flows[0]!, roundSeconds: 0.25 }];
    const run = simulated(
      { ...base, slots: [{ ...base.slots[0]!, flows }] },
      optionsWith({ arrivals: 'regular' }),
      2000,
    );
    // The first waits for 1 s, so w = e^−0.2; with a perfect partner a round gives F = A/N, N = A + B.
    const w = Math.exp(-0.2);
    const [a, b] = [(1 + 3 * w) / 4, (1 - w) / 4];
    const after = 0.25 + (a / (a + b) - 0.25) * Math.exp(-0.05);
    expect(run.total.fidelity!.after).toBeCloseTo(after, 12);
    expect(Math.abs(run.total.realised.mean - (a + b))).toBeLessThan(2.5 * run.total.realised.halfWidth!);
  });
});
