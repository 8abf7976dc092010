import { describe, expect, it } from 'vitest';
import { nothingDelivered } from '../../src/report/nothing-delivered.ts';
import { handMade, instanceOf } from '../methods/instances.ts';
import { run } from './run.ts';

/** Why one demand gets nothing, slot by slot. */
const idleOf = async (scenario: Parameters<typeof run>[0], demand: string) => {
  const { record } = await run(scenario);
  return record.demands.find((summary) => summary.demand === demand)!.idleSlots;
};

describe('why a demand gets nothing in a slot', () => {
  it('no contact', async () => {
    const { scenario } = handMade({
      slots: 2,
      capacity: { 'a-b': [10, 0] },
      demands: [{ source: 'a', destination: 'b' }],
    });
    expect(await idleOf(scenario, 'a~b')).toEqual([{ slot: 1, reasons: ['no contact'] }]);
  });

  it('fidelity target', async () => {
    // At F = 0.5 no protocol purifies.
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 10 },
      fidelity: { 'a-b': 0.5 },
      demands: [{ source: 'a', destination: 'b' }],
    });
    expect(await idleOf(scenario, 'a~b')).toEqual([{ slot: 0, reasons: ['fidelity target'] }]);
  });

  it('no usable path has residual capacity or stock', async () => {
    // The only link on c's way is wanted by a pair of twice its weight.
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 10, 'c-a': 100 },
      demands: [
        { source: 'a', destination: 'b', weight: 2 },
        { source: 'c', destination: 'b', weight: 1 },
      ],
    });
    expect(await idleOf(scenario, 'c~b')).toEqual([
      { slot: 0, reasons: ['no usable path has residual capacity or stock'] },
    ]);
  });

  it('better used elsewhere', async () => {
    // Ten stored pairs are there in both slots, and worth three times as much in the second.
    const { scenario } = handMade({
      slots: 2,
      capacity: { 'a-b': 100, 'b-c': [0, 1e-9], 'c-d': 100 },
      stores: { b: 50, c: 50 },
      storage: { initialStock: [{ nodes: ['b', 'c'], pairs: 10, fidelity: 0.99 }] },
      demands: [{ source: 'a', destination: 'd', weight: [1, 3] }],
    });
    expect(await idleOf(scenario, 'a~d')).toEqual([{ slot: 0, reasons: ['better used elsewhere'] }]);
  });

  /** One telescope at a, which sees b and c; links take so many seconds to acquire. */
  const oneTelescope = (capacity: readonly (readonly number[])[], acquisitionSeconds = 0, more = {}) =>
    instanceOf({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: capacity[0]!.length, slotSeconds: 10 },
      nodes: [
        { id: 'a', kind: 'aerial', maximumTerminals: 1 },
        { id: 'b', kind: 'ground' },
        { id: 'c', kind: 'ground' },
      ],
      links: ['b', 'c'].map((end, index) => ({
        ends: ['a', end] as [string, string],
        capacity: [...capacity[index]!],
        fidelity: 0.99,
        acquisitionSeconds,
      })),
      demands: [
        { source: 'a', destination: 'b' },
        { source: 'a', destination: 'c' },
      ],
      ...more,
    });

  it('no terminal', async () => {
    const { scenario } = oneTelescope([
      [10, 10],
      [10, 20],
    ]);
    const { record } = await run(scenario);
    expect(record.objective).toBeCloseTo(30, 6);
    const [b, c] = record.demands.map(({ idleSlots }) => idleSlots);
    expect(c!.length + b!.length).toBe(2);
    expect(b).toContainEqual({ slot: 1, reasons: ['no terminal'] });
    for (const { reasons } of [...b!, ...c!]) expect(reasons).toEqual(['no terminal']);
  });

  it('no terminal, even if the only telescope of a relay is all that there is', async () => {
    const { scenario } = oneTelescope([[10], [10]], 0, {
      demands: [{ source: 'b', destination: 'c' }],
    });
    const { record } = await run(scenario);
    expect(record.demands[0]!.idleSlots).toEqual([{ slot: 0, reasons: ['no terminal'] }]);
    expect(nothingDelivered(record)).toMatchObject({
      reason: 'no terminal',
      meaning: 'In every slot: no terminal.',
    });
  });

  it('acquiring, acquisition and no terminal, where acquisition takes a slot and a half', async () => {
    // Best: b, b, c, c, c, worth 0 + 5 + 0 + ½ + 40; a slot is 10 s.
    const { scenario } = oneTelescope(
      [
        [10, 10, 10, 10, 10],
        [1, 1, 1, 1, 40],
      ],
      15,
    );
    const { record } = await run(scenario);
    expect(record.objective).toBeCloseTo(45.5, 6);
    const [b, c] = record.demands.map(({ idleSlots }) => idleSlots.map(({ reasons }) => reasons.join()));
    expect(b).toEqual(['acquisition', 'no terminal', 'no terminal', 'no terminal']);
    expect(c).toEqual(['acquisition', 'no terminal', 'acquiring']);
  });

  it('forbidden by hand, in the slot itself or while its telescopes would have to acquire', async () => {
    const forbidden = [{ link: 'a~b', from: 1, to: 2, use: 'forbid' as const }];
    const alone = { demands: [{ source: 'a', destination: 'b' }], pointings: forbidden };
    const reasonsOf = async (scenario: Parameters<typeof run>[0]) =>
      (await idleOf(scenario, 'a~b')).map(({ slot, reasons }) => [slot, reasons.join()]);
    const flat = [Array(4).fill(10), Array(4).fill(10)];
    expect(await reasonsOf(oneTelescope(flat, 0, alone).scenario)).toEqual([[1, 'forbidden by hand']]);
    // A whole slot of acquisition begins anew after it.
    expect(await reasonsOf(oneTelescope(flat, 10, alone).scenario)).toEqual([
      [0, 'acquisition'],
      [1, 'forbidden by hand'],
      [2, 'forbidden by hand'],
    ]);
  });

  it('neither, where what a path lacks is room on its other links', async () => {
    // Both ways lead over the fibre x-a, which the other demand uses up.
    const { scenario } = oneTelescope([[10], [10]], 0, {
      nodes: [
        { id: 'a', kind: 'aerial', maximumTerminals: 1 },
        ...['b', 'c', 'x'].map((id) => ({ id, kind: 'ground' })),
      ],
      links: [
        ...['b', 'c'].map((end) => ({ ends: ['a', end], capacity: 10, fidelity: 0.99 })),
        { ends: ['x', 'b'], capacity: 4, fidelity: 0.99 },
      ],
      demands: [
        { source: 'x', destination: 'b', weight: 3 },
        { source: 'x', destination: 'a' },
      ],
    });
    expect(await idleOf(scenario, 'x~a')).toEqual([
      { slot: 0, reasons: ['no usable path has residual capacity or stock'] },
    ]);
  });

  it('neither, where the source that two links share is used up', async () => {
    const hap = { id: 'h', latitudeDeg: 0, longitudeDeg: 0.2, altitudeM: 20_000 };
    const { scenario } = instanceOf({
      satqn: 1,
      pointing: 'planned',
      horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
      stations: [
        { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
        { id: 'b', latitudeDeg: 0, longitudeDeg: 0.4 },
      ],
      platforms: [{ ...hap, maximumTerminals: 2, sharedSource: true }],
      demands: [
        { source: 'a', destination: 'h', weight: 2 },
        { source: 'b', destination: 'h' },
      ],
    });
    expect(await idleOf(scenario, 'b~h')).toEqual([
      { slot: 0, reasons: ['no usable path has residual capacity or stock'] },
    ]);
  });

  it('scheme, if a rule that finished left out something usable', async () => {
    // Of x's two ways one ends where a's own pairs go; the other is free, and not always drawn.
    const { scenario } = handMade({
      slots: 6,
      capacity: { 'a-b': 10, 'a-c': 10, 'c-b': 10, 'x-a': 10 },
      demands: [
        { source: 'a', destination: 'b' },
        { source: 'x', destination: 'b' },
      ],
    });
    const { record } = await run(scenario, { options: { scheme: 'rrs', draws: 1 } });
    expect(record.status).toBe('completed');
    const idle = record.demands.flatMap(({ idleSlots }) => idleSlots);
    expect(idle).not.toEqual([]);
    for (const { reasons } of idle) expect(reasons).toEqual(['scheme']);
  });
});

describe('shares of the delivered pairs', () => {
  it('count a pair by every kind of link behind its path, satellite, aerial and fibre', async () => {
    // 30 pairs over the satellite in slot 0, 10 over the platform and a fibre in slot 1.
    const link = (a: string, b: string, capacity: number[]) => ({
      ends: [a, b] as [string, string],
      capacity,
      fidelity: 0.99,
    });
    const { scenario } = instanceOf({
      satqn: 1,
      horizon: { slots: 2, slotSeconds: 10 },
      capacityUnit: 'pairs-per-slot',
      nodes: [
        { id: 's', kind: 'satellite' },
        { id: 'h', kind: 'aerial' },
        ...['g1', 'g2', 'g3'].map((id) => ({ id, kind: 'ground' as const })),
      ],
      links: [
        link('g1', 's', [30, 0]),
        link('s', 'g2', [30, 0]),
        link('g1', 'h', [0, 10]),
        link('h', 'g3', [0, 10]),
        link('g3', 'g2', [0, 10]),
      ],
      demands: [{ source: 'g1', destination: 'g2' }],
    });
    const { record } = await run(scenario);
    const [demand] = record.demands;
    expect(demand!.deliveredPairs).toBeCloseTo(40, 6);
    expect(demand!.meanRate).toBeCloseTo(2, 6);
    const { satellite, aerial, fibre, virtual } = demand!.shares;
    expect(satellite).toBeCloseTo(0.75, 6);
    expect(aerial).toBeCloseTo(0.25, 6);
    expect(fibre).toBeCloseTo(0.25, 6);
    expect(virtual).toBe(0);
    // Two links of F = 0.99 for 30 pairs, three for 10: w = (4F − 1)/3, F of n links = 1/4 + 3/4 wⁿ.
    const w = (4 * 0.99 - 1) / 3;
    expect(demand!.fidelityBefore).toBeCloseTo(0.25 + 0.75 * (0.75 * w ** 2 + 0.25 * w ** 3), 9);
    expect(demand!.fidelityAfter).toBeCloseTo(demand!.fidelityBefore!, 12);
  });

  it('count a pair through a virtual link by the links of its sub-path, too', async () => {
    // b-c is there in slot 0 only: 40 pairs at once, 60 through the store.
    const { scenario } = handMade({
      slots: 2,
      capacity: { 'a-b': [50, 60], 'b-c': [100, 0], 'c-d': [50, 80] },
      stores: { b: 1500, c: 1500 },
      demands: [{ source: 'a', destination: 'd', weight: [1, 3] }],
    });
    const { record } = await run(scenario);
    expect(record.demands[0]!.shares.virtual).toBeCloseTo(0.6, 6);
    expect(record.demands[0]!.shares).toMatchObject({ satellite: 0, aerial: expect.closeTo(1, 9), fibre: 0 });
    expect(record.storage.map(({ node, pairs }) => [node, pairs.map(Math.round)])).toEqual([
      ['b', [0, 60, 0]],
      ['c', [0, 60, 0]],
    ]);
    expect(record.links.map(({ id }) => id).sort()).toEqual(['a-b', 'b-c', 'c-d']);
  });
});

describe('shadow prices', () => {
  it('of the one link that limits a demand: its weight, confirmed by solving again', async () => {
    const { scenario } = handMade({
      slots: 1,
      capacity: { 'a-b': 50, 'b-c': 100 },
      demands: [{ source: 'a', destination: 'c', weight: 2 }],
    });
    const { record } = await run(scenario);
    const two = expect.closeTo(2, 6);
    expect(record.prices).toEqual({
      links: [{ where: 'a-b', slot: 0, amount: 5, price: two, recheckedPrice: two }],
      memories: [],
    });
  });

  it('of the one memory that limits a store: a pair is a tenth of a pair/s in a slot of 10 s', async () => {
    const { scenario } = handMade({
      slots: 2,
      capacity: { 'a-b': [0, 100], 'b-c': [100, 0], 'c-d': [0, 100] },
      stores: { b: 20, c: 1500 },
      demands: [{ source: 'a', destination: 'd' }],
    });
    const { record } = await run(scenario);
    const tenth = expect.closeTo(0.1, 6);
    expect(record.objective).toBeCloseTo(2, 6);
    expect(record.prices).toEqual({
      links: [],
      memories: [{ where: 'b', slot: 1, amount: 20, price: tenth, recheckedPrice: tenth }],
    });
  });
});
