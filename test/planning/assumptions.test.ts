import { describe, expect, it } from 'vitest';
import type { PlannedHop } from '../../src/domain/plan.ts';
import { heraldSeconds } from '../../src/physics/heralding.ts';
import { routeLatencySeconds } from '../../src/planning/assumptions/route-latency.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { handMade, instanceOf } from '../methods/instances.ts';
import { localEnvironment, run } from './run.ts';

const assumptionsOf = async (scenario: Scenario) => (await run(scenario)).record.assumptions!;

describe('what a plan assumes', () => {
  it('counts the modes that wait for heralds at the end with the source', async () => {
    const { scenario } = instanceOf({
      satqn: 1,
      horizon: { slots: 2, slotSeconds: 10 },
      nodes: ['a', 'b', 'c'].map((id) => ({ id, kind: 'aerial' })),
      links: [
        // 10,000 pairs/s of which one in a thousand arrives, 1200 km away: 8.00554 ms of memory for each of 1e7 attempts.
        { ends: ['a', 'b'], capacity: [5_000, 10_000], fidelity: 0.99, lengthKm: 1200, efficiency: 1e-3 },
        { ends: ['b', 'c'], capacity: 1e5, fidelity: 0.99, lengthKm: 300, efficiency: 0.1, emitter: 'c' },
      ],
      demands: [{ source: 'a', destination: 'c' }],
    });
    const { nodes, unknownLinks } = await assumptionsOf(scenario);
    expect(nodes).toEqual([
      {
        node: 'a',
        modesInFlight: expect.closeTo(80_055.4, 0),
        slot: 1,
        modesAtFullRate: expect.closeTo(80_055.4, 0),
        unknownLinks: 0,
        storedPairs: 0,
      },
      {
        node: 'c',
        // 1e4 of 1e5 pairs/s, 2.001385 ms each.
        modesInFlight: expect.closeTo(1e5 * 2.001385e-3, 2),
        slot: 1,
        modesAtFullRate: expect.closeTo(1e6 * 2.001385e-3, 1),
        unknownLinks: 0,
        storedPairs: 0,
      },
    ]);
    expect(unknownLinks).toBe(0);
  });

  it('counts links of which nothing is known, and says no number for them', async () => {
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 10, 'b-c': 10 },
      demands: [{ source: 'a', destination: 'c' }],
    });
    const { nodes, unknownLinks, latency, unknownLatencyShare, clockSeconds, swapSuccess } =
      await assumptionsOf(scenario);
    expect(swapSuccess).toBe(1);
    expect(unknownLinks).toBe(2);
    expect(nodes.map(({ node, unknownLinks: unknown }) => [node, unknown])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect([latency, unknownLatencyShare, clockSeconds]).toEqual([null, 1, null]);
  });

  it('draws the oldest pairs first', async () => {
    // Filled only in slot 0, drawn only in slot 3: 40 s from the beginning of the one to the end of the other.
    const { scenario } = handMade({
      slots: 4,
      capacity: { 'a-b': [0, 0, 0, 100], 'b-c': [50, 0, 0, 0], 'c-d': [0, 0, 0, 100] },
      stores: { b: 50, c: 50 },
      demands: [{ source: 'a', destination: 'd' }],
    });
    const { longestStorageSeconds, nodes } = await assumptionsOf(scenario);
    expect(longestStorageSeconds).toBe(40);
    expect(nodes.find(({ node }) => node === 'c')!.storedPairs).toBeCloseTo(50, 6);
  });

  it('tells how near the fidelity is to its target', async () => {
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 10, 'c-d': 30 },
      fidelity: { 'a-b': 0.95, 'c-d': 0.905 },
      demands: [
        { source: 'a', destination: 'b' },
        { source: 'c', destination: 'd' },
      ],
    });
    const { fidelity } = await assumptionsOf(scenario);
    expect(fidelity!.smallestMargin).toBeCloseTo(0.005, 12);
    expect(fidelity!.narrowShare).toBeCloseTo(0.75, 6);
  });

  it('counts heralds, swap results and purification results', async () => {
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 1000, 'b-c': 2000 },
      fidelity: { 'a-b': 0.98, 'b-c': 0.95 },
      demands: [{ source: 'a', destination: 'c', fidelityTarget: 0.94 }],
    });
    const { record } = await run(scenario);
    const { rate, cost } = record.plan!.routes[0]!;
    expect(cost).toBeGreaterThan(2);
    // Both links carry the 100 pairs/s of the smaller one.
    expect(rate * cost).toBeCloseTo(100, 6);
    expect(record.assumptions!.control).toEqual({
      slot: 0,
      heraldBitsPerSecond: expect.closeTo(2 * 100 * 96, 3),
      swapBitsPerSecond: expect.closeTo(2 * 100 * 130, 3),
      purificationBitsPerSecond: expect.closeTo(2 * 50 * 65, 3),
    });
  });

  it('hears sooner of sources in the middle, from both ends', async () => {
    const assumed = (middle: object) =>
      assumptionsOf(
        instanceOf({
          satqn: 1,
          horizon: { slots: 1, slotSeconds: 10 },
          nodes: ['a', 'b'].map((id) => ({ id, kind: 'aerial' })),
          links: [{ ends: ['a', 'b'], capacity: 100, fidelity: 0.99, lengthKm: 1000, ...middle }],
          demands: [{ source: 'a', destination: 'b' }],
        }).scenario,
      );
    const atOneEnd = await assumed({ efficiency: 0.01 });
    expect(1000 * atOneEnd.latency!.largestSeconds).toBeCloseTo(6.671282, 6);
    expect(atOneEnd.control!.heraldBitsPerSecond).toBeCloseTo(9600, 3);
    for (const source of ['middle', 'middle-measurement']) {
      const between = await assumed({ source, armEfficiencies: [0.1, 0.1] });
      expect(1000 * between.latency!.largestSeconds).toBeCloseTo(3.335641, 6);
      expect(between.control!.heraldBitsPerSecond).toBeCloseTo(2 * 9600, 3);
    }
  });

  it('says of clocks and bands what is stated', async () => {
    const network = (timing: object, memory: object) =>
      instanceOf({
        satqn: 1,
        horizon: { slots: 1, slotSeconds: 10 },
        nodes: ['a', 'b'].map((id) => ({ id, kind: 'ground', ...memory })),
        fibres: [{ ends: ['a', 'b'], lengthKm: 10 }],
        linkClasses: { G2G: timing },
        demands: [{ source: 'a', destination: 'b' }],
      }).scenario;
    const silent = await assumptionsOf(network({}, { memoryBandNm: 780 }));
    expect(silent.clockSeconds).toBeCloseTo(1e-9 / 5.152, 15);
    expect(silent).not.toHaveProperty('statedClocks');
    expect(silent.joinedBands).toEqual(['a', 'b'].map((node) => ({ node, bandsNm: [780, 1550] })));
    const interfaces = [{ bandsNm: [780, 1550], preset: 'frequency-conversion' }];
    const timing = { timing: { x0Seconds: 3e-10, offsetNs: 0.2 } };
    const stated = await assumptionsOf(network(timing, { memoryBandNm: 780, interfaces }));
    expect(stated).toMatchObject({
      clockSeconds: null,
      statedClocks: [
        {
          class: 'G2G',
          deviationSeconds: 3e-10,
          offsetSeconds: expect.closeTo(2e-10, 20),
          leastCaptured: expect.closeTo(0.83152942, 8),
        },
      ],
      joinedBands: [],
    });
    // Both halves are converted, and pairs that nobody recognises take modes, too: u/η does not change.
    expect(stated.nodes[0]!.modesAtFullRate).toBeCloseTo(silent.nodes[0]!.modesAtFullRate, 6);
  });

  it('counts what waits at a dual downlink though its coincidence falls outside the window', async () => {
    const network = (timing: object) =>
      instanceOf({
        satqn: 1,
        horizon: { slots: 1, slotSeconds: 10 },
        stations: [0, 1].map((longitudeDeg) => ({ id: `g${longitudeDeg}`, latitudeDeg: 0, longitudeDeg })),
        platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0.5, altitudeM: 20_000, memory: false }],
        ...timing,
        demands: [{ source: 'g0', destination: 'g1' }],
      }).scenario;
    const ideal = await assumptionsOf(network({}));
    const timed = await assumptionsOf(network({ timing: { x0Seconds: 3e-10, offsetNs: 0.2 } }));
    expect(ideal.nodes).toHaveLength(2);
    timed.nodes.forEach(({ modesAtFullRate }, index) => {
      expect(modesAtFullRate / ideal.nodes[index]!.modesAtFullRate).toBeCloseTo(1, 9);
    });
  });

  it('counts the latency over arms of a dual downlink that are not equal, as a plan does that depends on it', async () => {
    const network = (demand: object) =>
      instanceOf({
        satqn: 1,
        horizon: { slots: 1, slotSeconds: 10 },
        stations: [0, 1].map((longitudeDeg) => ({ id: `g${longitudeDeg}`, latitudeDeg: 0, longitudeDeg })),
        platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0.3, altitudeM: 20_000, memory: false }],
        demands: [{ source: 'g0', destination: 'g1', fidelityTarget: 0.6, ...demand }],
      }).scenario;
    const silent = await assumptionsOf(network({}));
    const asked = await run(network({ maximumLatencySeconds: 1 }));
    // The longer arm to and fro: 0.7° of the equator and 20 km up, some 80 km.
    expect(silent.latency!.largestSeconds).toBeCloseTo((2 * 80.5) / 299_792.458, 5);
    expect(silent.latency).toEqual(asked.record.assumptions!.latency);
  });

  it('is recomputed when a record is verified', async () => {
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 10 },
      demands: [{ source: 'a', destination: 'b' }],
    });
    const { record } = await run(scenario);
    const { assumptions, ...older } = record;
    const checked = async (claim: typeof record) =>
      (await verifyRecord(claim, localEnvironment())).checks.find(
        ({ constraint }) => constraint === 'record',
      )!;
    expect((await checked(record)).maxViolation).toBe(0);
    expect((await checked(older)).maxViolation).toBe(0);
    const lying = { ...record, assumptions: { ...assumptions!, swapSuccess: 0.5 } };
    expect((await checked(lying)).worst).toMatch('assumptions.swapSuccess: says 0.5, and null follows');
  });
});

describe('routeLatencySeconds', () => {
  const hops: PlannedHop[] = [{ link: 'ab' }, { link: 'bc' }];
  const nodes = ['a', 'b', 'c'];
  const perHop = 1e6 / 299_792_458;
  const delayBetween = (from: string, to: string) =>
    Math.abs(nodes.indexOf(from) - nodes.indexOf(to)) * perHop;

  it('adds the slowest herald, the news of the swap and a delay for each round', () => {
    const latency = (rounds: number) =>
      routeLatencySeconds({ nodes, hops }, rounds, {
        heraldOf: () => heraldSeconds('end', perHop),
        delayBetween,
      });
    expect(1000 * latency(1)).toBeCloseTo(16.678205, 6);
    expect(1000 * latency(0)).toBeCloseTo(3 * 3.335641, 6);
  });

  it('is shorter with sources in the middle', () => {
    const latency = routeLatencySeconds({ nodes, hops }, 1, {
      heraldOf: () => heraldSeconds('middle', perHop),
      delayBetween,
    });
    expect(1000 * latency).toBeCloseTo(13.342564, 6);
  });

  it('waits for no herald of a stored hop', () => {
    const stored: PlannedHop[] = [{ link: 'ab' }, { pair: 'b~c', subPath: 'bc' }];
    const latency = routeLatencySeconds({ nodes, hops: stored }, 0, {
      heraldOf: () => heraldSeconds('end', perHop / 10),
      delayBetween,
    });
    expect(1000 * latency).toBeCloseTo(2 * 0.3335641 + 3.335641, 5);
  });

  it('is unknown where a way is', () => {
    const latency = routeLatencySeconds({ nodes, hops }, 0, {
      heraldOf: () => heraldSeconds('end', perHop),
      delayBetween: () => Number.NaN,
    });
    expect(latency).toBeNaN();
  });
});
