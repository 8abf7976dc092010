/** What memories, ageing and latencies make of plans: cases by hand, and properties with every method. */
import { describe, expect, it } from 'vitest';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { type Hardware, instanceOf, smallInstance } from '../methods/instances.ts';
import { run } from './run.ts';

type Link = NonNullable<ScenarioInput['links']>[number];

/** A chain of aerial nodes over one slot of 10 s, of which no link limits anything unless it is said. */
function chain(links: readonly Partial<Link>[], more: Partial<ScenarioInput> = {}): ScenarioInput {
  const names = ['a', 'b', 'c'].slice(0, links.length + 1);
  return {
    satqn: 1,
    horizon: { slots: 1, slotSeconds: 10 },
    nodes: names.map((id) => ({ id, kind: 'aerial' })),
    links: links.map((link, i) => ({
      ends: [names[i]!, names[i + 1]!],
      capacity: 1e15,
      fidelity: 0.99,
      lengthKm: 1000,
      efficiency: 1,
      ...link,
    })),
    demands: [{ source: 'a', destination: names.at(-1)!, fidelityTarget: 0.9 }],
    ...more,
  };
}

describe('two hops of 1000 km with sources at their ends', () => {
  const aged = (coherenceSeconds: number, fidelityTarget: number) =>
    instanceOf(
      chain([{ fidelity: 0.98 }, { fidelity: 0.97, emitter: 'c' }], {
        hardware: { coherenceSeconds },
        storage: { memory: { model: 'ideal' } },
        demands: [{ source: 'a', destination: 'c', fidelityTarget }],
      }),
    ).problem.demands[0]!;

  it('give pairs of .93234638, and after one round and its news .94245835, 16.678205 ms after the attempt', () => {
    const [path] = aged(1, 0.94).paths;
    const { fidelity, deliveredFidelity, signals } = path!.offers[0]!;
    expect(fidelity).toBeCloseTo(0.93234638, 8);
    expect(deliveredFidelity).toBeCloseTo(0.94245835, 8);
    expect(signals!.rounds).toBe(1);
    expect(signals!.latencySeconds * 1e3).toBeCloseTo(16.678205, 6);
  });

  it('are out of reach of a target that ageing after the round misses', () => {
    expect(aged(0.1, 0.94)).toMatchObject({ reach: ['fidelity-out-of-reach'] });
  });

  it('are usable only if their latency may be that long', async () => {
    const within = (maximumLatencySeconds: number) =>
      run(
        instanceOf(
          chain([{}, {}], {
            demands: [{ source: 'a', destination: 'c', fidelityTarget: 0.9, maximumLatencySeconds }],
          }),
        ).scenario,
      );
    // Heralds 6.671282 ms, then the news of the swap 3.335641 ms.
    expect((await within(0.010007)).record).toMatchObject({ status: 'optimal' });
    const late = (await within(0.010006)).record;
    expect(late.demands[0]!.idleSlots).toEqual([{ slot: 0, reasons: ['latency'] }]);
  });
});

it('pairs of a stock whose ends no message joins are not used, until a relay does', async () => {
  const idle = async (more: Partial<ScenarioInput>) =>
    (
      await run(
        instanceOf({
          ...chain([{ capacity: [1000, 0] }, { capacity: [0, 1000] }], {
            storage: { nodes: ['a', 'b'].map((node) => ({ node, capacity: 1e5 })) },
            ...more,
          }),
          horizon: { slots: 2, slotSeconds: 10 },
        }).scenario,
      )
    ).record.demands[0]!.idleSlots.filter(({ slot }) => slot === 1);
  expect(await idle({ hardware: { measurementSeconds: 0 } })).toEqual([{ slot: 1, reasons: ['messages'] }]);
  expect(await idle({ classical: { relay: { delayMs: 100 } } })).toEqual([]);
});

describe('memory modes', () => {
  const limited = (node: string, memoryModes: number, links: readonly Partial<Link>[]) => {
    const input = chain(links);
    const nodes = input.nodes!.map((one) => (one.id === node ? { ...one, memoryModes } : one));
    return instanceOf({ ...input, nodes }).scenario;
  };

  it('let a link of 1200 km and 1e7 attempts a second carry .499654 of 1e4 pairs/s with 40,000 modes', async () => {
    const { record } = await run(
      limited('a', 40_000, [{ capacity: 1e4, lengthKm: 1200, efficiency: 1e-3 }]),
      { options: { method: 'milp' } },
    );
    expect(record.totalPairs! / 10).toBeCloseTo(4996.54, 1);
    expect(record.certificate).toMatchObject({ status: 'verified', bound: 'rechecked' });
    // One more mode is worth η/τ.
    const worth = expect.closeTo(1e-3 / 8.005538e-3, 6);
    expect(record.prices.modes).toEqual([
      { where: 'a', slot: 0, amount: 40_000, price: worth, recheckedPrice: worth },
    ]);
  });

  it('of a relay hold what has arrived until its partner is there and the swap is done', async () => {
    // Into b from a: herald L/c; from b to c: 2L/c of each attempt. Partners wait (1/2)/1000 s, each of both halves.
    const delay = 1000e3 / 299_792_458;
    const perPair = delay + 2 * delay + 2 * (0.5 / 1000);
    const { record } = await run(limited('b', 5, [{ capacity: 1000 }, { capacity: 1000 }]));
    expect(record.totalPairs! / 10).toBeCloseTo(5 / perPair, 6);
  });

  it('without a limit on any node leave the plan as it is, and so do enough of them', async () => {
    for (const seed of [1, 2, 3]) {
      const planned = async (hardware?: Hardware) =>
        (await run(smallInstance(seed, { storage: true, ...(hardware && { hardware }) }).scenario)).record;
      const ideal = await planned();
      const plenty = await planned({ memoryModes: 1e12, coherenceSeconds: 1e12, maximumLatencySeconds: 1e6 });
      expect(plenty.objective).toBeCloseTo(ideal.objective!, 6);
    }
  });
});

describe('with memories, ageing and latencies', () => {
  const hardware: Hardware = { coherenceSeconds: 5, measurementSeconds: 1e-4, maximumLatencySeconds: 0.2 };

  it.each([1, 2, 3, 4, 5, 6])(
    'every method finds the same verified optimum, and more modes never give less (seed %i)',
    async (seed) => {
      let before = 0;
      for (const memoryModes of [3, 30, 300]) {
        const { scenario } = smallInstance(seed, {
          storage: true,
          groundStorage: seed % 2 === 0,
          initialStock: seed % 3 === 0 && memoryModes > 30,
          outage: 0.4,
          swapSuccess: 0.9,
          hardware: { ...hardware, memoryModes, ...(seed > 3 && { bitsPerSecond: 2000 }) },
        });
        const records = await Promise.all(
          (['milp', 'benders', 'auto'] as const).map(
            async (method) => (await run(scenario, { options: { method } })).record,
          ),
        );
        for (const { certificate, objective } of records) {
          expect(certificate).toMatchObject({ status: 'verified' });
          expect(objective).toBeCloseTo(records[0]!.objective!, 3);
        }
        for (const rule of [{ scheme: 'greedy' }, { scheme: 'pull' }, { method: 'blocks' }] as const) {
          const { record } = await run(scenario, { options: rule });
          expect(record.certificate).toMatchObject({ status: 'verified' });
          expect(record.objective!).toBeLessThanOrEqual(records[0]!.objective! * (1 + 1e-6));
        }
        if (seed % 3 !== 0) expect(records[0]!.objective!).toBeGreaterThanOrEqual(before * (1 - 1e-6));
        before = records[0]!.objective!;
      }
    },
  );
});

describe('classical links with limited traffic', () => {
  it('carry what two base pairs of a route take of them: heralds, results of swaps, no more', async () => {
    // Light takes the long way round, so all messages of a~b go along the classical link; those of b~c do not.
    const { scenario } = instanceOf({
      ...chain([{}, {}]),
      classical: {
        links: [
          { ends: ['a', 'b'], delayMs: 0.1, bitsPerSecond: 1000 },
          { ends: ['b', 'c'], delayMs: 0.1, bitsPerSecond: 1e9 },
        ],
      },
    });
    const { record } = await run(scenario);
    // From b to a: a herald of 96 bit and 130 bit of the swap at b for each pair.
    expect(record.totalPairs! / 10).toBeCloseTo(1000 / 226, 6);
    expect(record.certificate).toMatchObject({ status: 'verified', bound: 'rechecked' });
    expect(record.certificate!.checks.map(({ constraint }) => constraint)).toContain('C9');
  });

  it('carry nothing if a relay is faster', async () => {
    const { scenario } = instanceOf({
      ...chain([{ capacity: 1000 }, { capacity: 1000 }]),
      classical: {
        links: [{ ends: ['a', 'b'], delayMs: 0.1, bitsPerSecond: 1 }],
        relay: { delayMs: 0.01 },
      },
    });
    expect((await run(scenario)).record.totalPairs! / 10).toBeCloseTo(1000, 6);
  });
});

describe('pairs in store from the beginning', () => {
  it('take modes in the slot in which they are drawn, from a greedy plan, too', async () => {
    const link = { capacity: 1000, fidelity: 0.99, lengthKm: 1000, efficiency: 1 };
    const { scenario } = instanceOf({
      satqn: 1,
      horizon: { slots: 2, slotSeconds: 10 },
      nodes: [
        { id: 'a', kind: 'aerial', memoryModes: 45 },
        { id: 'b', kind: 'aerial' },
        { id: 'c', kind: 'aerial' },
      ],
      links: [
        { ...link, ends: ['a', 'c'], capacity: [0, 1000] },
        { ...link, ends: ['a', 'b'] },
      ],
      storage: {
        nodes: [
          { node: 'a', capacity: 40 },
          { node: 'c', capacity: 40 },
        ],
        initialStock: [{ nodes: ['a', 'c'], pairs: 40, fidelity: 0.99 }],
      },
      classical: { relay: { delayMs: 1 } },
      // What is stored goes first, in slot 1, and takes its 40 modes as long as it is there.
      demands: [
        { id: '1', source: 'a', destination: 'c', weight: [1, 0] },
        { id: '2', source: 'a', destination: 'b', weight: [1, 0] },
      ],
    });
    const { record } = await run(scenario, { options: { scheme: 'greedy' } });
    expect(record.certificate).toMatchObject({ status: 'verified' });
    const holdSeconds = 2e6 / 299_792_458;
    expect(record.objective).toBeCloseTo(4 + 5 / holdSeconds, 6);
  });
});
