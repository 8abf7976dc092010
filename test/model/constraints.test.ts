import { describe, expect, it } from 'vitest';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { layOut } from '../../src/model/layout.ts';
import { handMade } from '../methods/instances.ts';
import { type NamedRow, rowsOf } from './named-rows.ts';

describe('rows of a small instance', () => {
  // f(p) = a-b-c with F = 1 and 0.8: F_p = 0.8, DEJMPS to 0.9 in two rounds.
  const G = 6.986762;
  const inUnit = (
    capacityUnit: 'pairs-per-slot' | 'pairs-per-second',
    storage: NonNullable<Parameters<typeof handMade>[0]['storage']> = {},
  ) =>
    rowsOf(
      handMade({
        slots: 2,
        capacityUnit,
        capacity: { 'a-b': 400, 'b-c': 300 },
        fidelity: { 'a-b': 1, 'b-c': 0.8 },
        stores: { b: 150, c: 100 },
        storage,
        demands: [{ source: 'a', destination: 'c', weight: [1, 2] }],
      }).problem,
    );
  const rows = inUnit('pairs-per-slot');
  const matches = (row: NamedRow | undefined, expected: NamedRow) => {
    expect(Object.keys(row!.of).sort()).toEqual(Object.keys(expected.of).sort());
    for (const [column, value] of Object.entries(expected.of)) expect(row!.of[column]).toBeCloseTo(value, 5);
    expect(row!.lower).toBeCloseTo(expected.lower, 9);
    expect(row!.upper).toBeCloseTo(expected.upper, 9);
  };
  const atMost = (upper: number, of: NamedRow['of']): NamedRow => ({
    lower: Number.NEGATIVE_INFINITY,
    upper,
    of,
  });
  const equal = (value: number, of: NamedRow['of']): NamedRow => ({ lower: value, upper: value, of });

  it('are those of the program and no others', () => {
    // p0 over both links in both slots, p1 over a-b and the stock (e0 = a-b, e1 = b-c) in slot 1.
    expect(Object.keys(rows).sort()).toEqual(
      [
        ...['C1(k0,p0,t0)', 'C1(k0,p0,t1)', 'C1(k0,p1,t1)', 'C2(k0,t0)', 'C2(k0,t1)'],
        ...['C3(m0,t0)', 'C3(m0,t1)', 'C3(m0,t2)', 'C3(m1,t0)', 'C3(m1,t1)', 'C3(m1,t2)'],
        ...['C4(e0,t0)', 'C4(e1,t0)', 'C4(e0,t1)', 'C4(e1,t1)'],
        ...['C5(s0,t1)', 'C6(s0,t1)', 'C6(s0,t2)'],
      ].sort(),
    );
  });

  it('C1: Y^max is the least of C/(gδ) on own links and B/(gδ) on virtual ones', () => {
    matches(rows['C1(k0,p0,t1)'], atMost(0, { 'y(k0,p0,t1)': 1, 'x(k0,p0,t1)': -300 / (10 * G) }));
    // B = min(150, 100).
    matches(rows['C1(k0,p1,t1)'], atMost(0, { 'y(k0,p1,t1)': 1, 'x(k0,p1,t1)': -100 / (10 * G) }));
  });

  it('C2: exactly one path of those usable in the slot', () => {
    matches(rows['C2(k0,t0)'], equal(1, { 'x(k0,p0,t0)': 1 }));
    matches(rows['C2(k0,t1)'], equal(1, { 'x(k0,p0,t1)': 1, 'x(k0,p1,t1)': 1 }));
  });

  it('C4: g of users on own links, 1 of fills; pairs per slot become a rate', () => {
    matches(rows['C4(e0,t1)'], atMost(40, { 'y(k0,p0,t1)': G, 'y(k0,p1,t1)': G }));
    matches(rows['C4(e1,t1)'], atMost(30, { 'y(k0,p0,t1)': G, 'f(n0,p0,t1)': 1 }));
  });

  it('C4 and C1: pairs per second are a rate already', () => {
    const perSecond = inUnit('pairs-per-second');
    matches(perSecond['C4(e1,t1)'], atMost(300, { 'y(k0,p0,t1)': G, 'f(n0,p0,t1)': 1 }));
    matches(perSecond['C1(k0,p0,t1)'], atMost(0, { 'y(k0,p0,t1)': 1, 'x(k0,p0,t1)': -300 / G }));
    // B is in pairs whatever the unit of C.
    matches(perSecond['C1(k0,p1,t1)'], atMost(0, { 'y(k0,p1,t1)': 1, 'x(k0,p1,t1)': -100 / (10 * G) }));
  });

  it('C5: a delivered pair draws g, a rate draws g·δ', () => {
    matches(rows['C5(s0,t1)'], atMost(0, { 'y(k0,p1,t1)': 10 * G, 'z(n0,p0,t1)': -1 }));
  });

  it('C6: stock = stock before + filled − served', () => {
    matches(rows['C6(s0,t1)'], equal(0, { 'z(n0,p0,t1)': 1, 'z(n0,p0,t0)': -1, 'f(n0,p0,t0)': -10 }));
    matches(
      rows['C6(s0,t2)'],
      equal(0, { 'z(n0,p0,t2)': 1, 'z(n0,p0,t1)': -1, 'y(k0,p1,t1)': 10 * G, 'f(n0,p0,t1)': -10 }),
    );
  });

  it('C5 and C6 of a lossy memory: what stays decays, and so does what comes in or is drawn over a slot', () => {
    const s = 0.9048374180359595; // e^(−2·10/200)
    const kept = 9.51625819640404; // 10 (1 − e^−0.1)/0.1
    const needed = 10.51709180756476; // 10 (e^0.1 − 1)/0.1
    const lossy = inUnit('pairs-per-slot', { memory: { model: 'loss', coherenceSeconds: 200 } });
    matches(lossy['C5(s0,t1)'], atMost(0, { 'y(k0,p1,t1)': needed * G, 'z(n0,p0,t1)': -1 }));
    matches(
      lossy['C6(s0,t2)'],
      equal(0, { 'z(n0,p0,t2)': 1, 'z(n0,p0,t1)': -s, 'y(k0,p1,t1)': kept * G, 'f(n0,p0,t1)': -kept }),
    );
  });

  it('freshness: fills of the last A slots, an initial stock as if filled before slot 0', () => {
    const aged = inUnit('pairs-per-slot', {
      memory: { model: 'dephasing', coherenceSeconds: 1e9, maximumStorageSlots: 2 },
      initialStock: [{ nodes: ['b', 'c'], pairs: 70, fidelity: 0.8 }],
    });
    matches(aged['age(s0,t1)'], atMost(70, { 'z(n0,p0,t1)': 1, 'f(n0,p0,t0)': -10 }));
    matches(aged['age(s0,t2)'], atMost(0, { 'z(n0,p0,t2)': 1, 'f(n0,p0,t0)': -10, 'f(n0,p0,t1)': -10 }));
    // C6 may discard.
    expect(aged['C6(s0,t1)']!.lower).toBe(Number.NEGATIVE_INFINITY);
    expect(aged['C6(s0,t1)']!.upper).toBe(0);
  });

  it('freshness: if nothing was filled recently, nothing is left', () => {
    const aged = rowsOf(
      handMade({
        slots: 3,
        capacity: { 'a-b': 400, 'b-c': [300, 0, 0] },
        stores: { b: 150, c: 100 },
        storage: { memory: { model: 'dephasing', coherenceSeconds: 1e9, maximumStorageSlots: 1 } },
        demands: [{ source: 'a', destination: 'c' }],
      }).problem,
    );
    matches(aged['age(s0,t1)'], atMost(0, { 'z(n0,p0,t1)': 1, 'f(n0,p0,t0)': -10 }));
    matches(aged['age(s0,t2)'], atMost(0, { 'z(n0,p0,t2)': 1 }));
  });

  it('C3: a stored pair counts at both of its ends, a node over all of its pairs', () => {
    const three = rowsOf(
      handMade({
        slots: 1,
        capacity: { 'a-b': 400, 'b-c': 300 },
        stores: { a: 10, b: 20, c: 30 },
        paths: { subPaths: 1 },
        demands: [{ source: 'a', destination: 'c' }],
      }).problem,
    );
    // Pairs in the order of the nodes: n0 = a~b, n1 = a~c, n2 = b~c, each with one sub-path.
    matches(three['C3(m0,t1)'], atMost(10, { 'z(n0,p0,t1)': 1, 'z(n1,p0,t1)': 1 }));
    matches(three['C3(m1,t1)'], atMost(20, { 'z(n0,p0,t1)': 1, 'z(n2,p0,t1)': 1 }));
    matches(three['C3(m2,t1)'], atMost(30, { 'z(n1,p0,t1)': 1, 'z(n2,p0,t1)': 1 }));
  });

  it('a fill over a virtual link draws on its stock, 1/q pairs for the join', () => {
    // Sub-paths of n0 = b~c: b-c and, back from d, [b~d]+c-d; of n1 = b~d: b-c+c-d and [b~c]+c-d. With
    // q = 0.8 a join costs 1.25 pairs, 12.5 a slot for each pair/s.
    const { problem } = handMade({
      slots: 2,
      capacity: { 'b-c': 400, 'c-d': 300 },
      stores: { b: 100, c: 100, d: 100 },
      storage: {
        pairs: [
          ['b', 'c'],
          ['b', 'd'],
        ],
      },
      paths: { virtualPaths: 0, virtualSubPaths: 5 },
      gates: { swapSuccess: 0.8 },
      demands: [{ source: 'b', destination: 'd' }],
    });
    const nested = rowsOf(problem);
    expect(problem.storagePairs.map(({ subPaths }) => subPaths.map(({ id }) => id))).toEqual([
      ['b-c', '[b~d:b-c+c-d]+c-d'],
      ['b-c+c-d', '[b~c:b-c]+c-d'],
    ]);
    matches(nested['C5(s0,t1)'], atMost(0, { 'f(n1,p1,t1)': 12.5, 'z(n0,p0,t1)': -1 }));
    matches(
      nested['C6(s0,t2)'],
      equal(0, { 'z(n0,p0,t2)': 1, 'z(n0,p0,t1)': -1, 'f(n1,p1,t1)': 12.5, 'f(n0,p0,t1)': -10 }),
    );
    matches(
      nested['C4(e1,t1)'],
      atMost(30, { 'y(k0,p0,t1)': 1.25, 'f(n0,p1,t1)': 1.25, 'f(n1,p0,t1)': 1.25, 'f(n1,p1,t1)': 1.25 }),
    );
  });

  it('C7 and the objective: α^t as stated, the minimum rate per slot', () => {
    const { problem } = handMade({
      slots: 2,
      capacity: { 'a-b': 100 },
      demands: [{ source: 'a', destination: 'b', weight: [1, 2.5], minimumRate: 4 }],
    });
    matches(rowsOf(problem)['C7(k0,t1)'], { lower: 4, upper: Infinity, of: { 'y(k0,p0,t1)': 1 } });
    const { columns } = assembleMonolith(layOut(problem)).program;
    const cost = Object.fromEntries(columns.names.map((name, column) => [name, columns.cost[column]]));
    expect(cost).toEqual({ 'x(k0,p0,t0)': 0, 'x(k0,p0,t1)': 0, 'y(k0,p0,t0)': 1, 'y(k0,p0,t1)': 2.5 });
  });
});
