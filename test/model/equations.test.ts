import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import type { LinearProgram } from '../../src/lp/program.ts';
import { packRows, type Row } from '../../src/lp/program.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import type { RowMeaning } from '../../src/model/equations.ts';
import { layOut } from '../../src/model/layout.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { handMade } from '../methods/instances.ts';
import { optimumOf } from '../methods/solve.ts';

type Family = RowMeaning['constraint'];
const FAMILIES: readonly Family[] = ['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'freshness', 'C7'];

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

interface NamedRow {
  readonly lower: number;
  readonly upper: number;
  /** Coefficient by column name. */
  readonly of: Readonly<Record<string, number>>;
}

/** The rows of the whole program by name. */
function rowsOf(problem: Problem): Record<string, NamedRow> {
  const { rows, columns } = assembleMonolith(layOut(problem)).program;
  return Object.fromEntries(
    rows.names.map((name, i): [string, NamedRow] => {
      const of: Record<string, number> = {};
      for (let entry = rows.starts[i]!; entry < rows.starts[i + 1]!; entry++) {
        of[columns.names[rows.indices[entry]!]!] = rows.values[entry]!;
      }
      return [name, { lower: rows.lower[i]!, upper: rows.upper[i]!, of }];
    }),
  );
}

/**
 * The program by its rows alone, without those of one constraint: the upper bounds of y, y_n and z,
 * which only repeat what C1, C3 and C4 say, are lifted.
 */
function programWithout(problem: Problem, removed: Family | null): LinearProgram {
  const { program, meanings, at } = assembleMonolith(layOut(problem));
  const { rows, columns } = program;
  const kept = meanings.flatMap(({ constraint }, i): Row[] => {
    if (constraint === removed) return [];
    const entries: [number, number][] = [];
    for (let entry = rows.starts[i]!; entry < rows.starts[i + 1]!; entry++) {
      entries.push([rows.indices[entry]!, rows.values[entry]!]);
    }
    return [{ name: rows.names[i]!, lower: rows.lower[i]!, upper: rows.upper[i]!, entries }];
  });
  const instants = problem.topology.slotCount + 1;
  const isFixed = (column: number) =>
    column < at.y || (column >= at.stock && (column - at.stock) % instants === 0);
  return {
    name: `without ${removed}`,
    columns: {
      ...columns,
      upper: columns.upper.map((upper, column) => (isFixed(column) ? upper : Number.POSITIVE_INFINITY)),
    },
    rows: packRows(kept),
  };
}

interface Case {
  readonly title: string;
  readonly problem: Problem;
  /** Pairs/s; null = infeasible. */
  readonly optimum: number | null;
  /** The optimum without one constraint; without any other it stays what it is. */
  readonly without: Partial<Record<Family, number>>;
}

/** Y^max of every offer as stated, as a method may tighten it. */
const tightened = (problem: Problem, rateCap: number): Problem => ({
  ...problem,
  demands: problem.demands.map((demand) => ({
    ...demand,
    paths: demand.paths.map((path) => ({ ...path, offers: path.offers.map((o) => ({ ...o, rateCap })) })),
  })),
});

const CASES: readonly Case[] = [
  {
    // One link of 100 pairs a slot = 10 pairs/s, and a Y^max of 3.
    title: 'C1: a Y^max below what the link carries',
    problem: tightened(
      handMade({ slots: 1, capacity: { 'a-b': 100 }, demands: [{ source: 'a', destination: 'b' }] }).problem,
      3,
    ),
    optimum: 3,
    without: { C1: 10 },
  },
  {
    // 100 pairs a slot directly, 70 over c. x reaches y through C1 alone, so the two only hold together.
    title: 'C2: two disjoint paths, of which one is selected',
    problem: handMade({
      slots: 1,
      capacity: { 'a-b': 100, 'a-c': 70, 'c-b': 80 },
      demands: [{ source: 'a', destination: 'b' }],
    }).problem,
    optimum: 10,
    without: { C1: 17, C2: 17 },
  },
  {
    // Slot 1 has no contact: both demands live on stock. Each pair alone could store 100, which is also
    // what C1 leaves to each of the virtual paths (100/10), but m holds a half of every pair.
    title: 'C3: two storage pairs that share a node',
    problem: handMade({
      slots: 2,
      capacity: { 'm-a': [300, 0], 'm-b': [300, 0] },
      stores: { m: 100, a: 100, b: 100 },
      storage: {
        pairs: [
          ['m', 'a'],
          ['m', 'b'],
        ],
      },
      demands: [
        { source: 'm', destination: 'a', weight: [0, 1] },
        { source: 'm', destination: 'b', weight: [0, 1] },
      ],
    }).problem,
    optimum: 10,
    without: { C3: 20 },
  },
  {
    // C1 lets each demand have the 100 pairs a slot of b-c for itself.
    title: 'C4: two demands over one link',
    problem: handMade({
      slots: 1,
      capacity: { 'a-b': 100, 'b-c': 100 },
      demands: [
        { source: 'a', destination: 'c' },
        { source: 'b', destination: 'c' },
      ],
    }).problem,
    optimum: 10,
    without: { C4: 20 },
  },
  {
    // 30 pairs in stock; 20 more come in during the slot, which C6 alone would let out again at once:
    // z^1 = 30 − served + 20 ≥ 0.
    title: 'C5: what fills in a slot is not served in it',
    problem: handMade({
      slots: 1,
      capacity: { 'a-b': 200, 'b-c': 20 },
      stores: { b: 1000, c: 1000 },
      storage: { initialStock: [{ nodes: ['b', 'c'], pairs: 30, fidelity: 0.99 }] },
      paths: { realPaths: 0 },
      demands: [{ source: 'a', destination: 'c' }],
    }).problem,
    optimum: 3,
    without: { C5: 5 },
  },
  {
    // 100 pairs in stock and no contact before they are worthless. Without the balance the store is
    // full again in slot 1, with 1000 pairs: 10 + 100 pairs/s.
    title: 'C6: what was served is gone',
    problem: handMade({
      slots: 3,
      capacity: { 'b-c': [0, 0, 50] },
      stores: { b: 1000, c: 1000 },
      storage: { initialStock: [{ nodes: ['b', 'c'], pairs: 100, fidelity: 0.99 }] },
      demands: [{ source: 'b', destination: 'c', weight: [1, 1, 0] }],
    }).problem,
    optimum: 10,
    without: { C6: 110 },
  },
  {
    // The 300 pairs of slot 0 may be used in slot 1, but the demand comes in slot 2: it gets the 50 over e,
    // which are more than the 10 of slot 1.
    title: 'freshness: pairs older than A = 1 slot',
    problem: handMade({
      slots: 3,
      capacity: { 'b-c': [300, 10, 0], 'b-e': [0, 0, 50], 'e-c': [0, 0, 50] },
      stores: { b: 1000, c: 1000 },
      storage: { memory: { model: 'depolarising', coherenceSeconds: 1e6, maximumStorageSlots: 1 } },
      demands: [{ source: 'b', destination: 'c', weight: [0, 0, 1] }],
    }).problem,
    optimum: 5,
    without: { C1: 6, C2: 6, C4: 100, freshness: 31 },
  },
  {
    // 10 pairs/s, by C1 as much as by C4.
    title: 'C7: a minimum rate out of reach',
    problem: handMade({
      slots: 1,
      capacity: { 'a-b': 100 },
      demands: [{ source: 'a', destination: 'b', minimumRate: 12 }],
    }).problem,
    optimum: null,
    without: { C7: 10 },
  },
  {
    // The minimum costs only because both share b-c, so that C4 binds with it.
    title: 'C7: a minimum rate at the expense of another demand',
    problem: handMade({
      slots: 1,
      capacity: { 'a-b': 100, 'b-c': 100 },
      demands: [
        { source: 'a', destination: 'c' },
        { source: 'b', destination: 'c', weight: 0, minimumRate: 4 },
      ],
    }).problem,
    optimum: 6,
    without: { C4: 10, C7: 10 },
  },
];

describe.each(CASES)('$title', ({ problem, optimum, without }) => {
  it('has the optimum reckoned by hand', async () => {
    const { program } = assembleMonolith(layOut(problem));
    for (const one of [program, programWithout(problem, null)]) {
      const found = await optimumOf(solver, one);
      expect(found === null ? null : Number(found.toFixed(6))).toBe(optimum);
    }
  });

  it('binds by that constraint and by no other', async () => {
    const found: Partial<Record<Family, number | null>> = {};
    for (const family of FAMILIES) {
      const value = await optimumOf(solver, programWithout(problem, family));
      found[family] = value === null ? null : Number(value.toFixed(6));
    }
    expect(found).toEqual({ ...Object.fromEntries(FAMILIES.map((family) => [family, optimum])), ...without });
  });
});

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

  it('C6 of a lossy memory: what stays decays, what comes in does not', () => {
    const s = Math.exp(-0.1); // e^(−2·10/200)
    matches(
      inUnit('pairs-per-slot', { memory: { model: 'loss', coherenceSeconds: 200 } })['C6(s0,t2)'],
      equal(0, { 'z(n0,p0,t2)': 1, 'z(n0,p0,t1)': -s, 'y(k0,p1,t1)': 10 * G * s, 'f(n0,p0,t1)': -10 }),
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

  it('every row says what it is as its name does, so that its price is read off in the right place', () => {
    const { problem } = handMade({
      slots: 3,
      capacity: { 'a-b': 100, 'b-c': 100 },
      stores: { a: 10, b: 10, c: 10 },
      storage: { memory: { model: 'dephasing', coherenceSeconds: 1e5, maximumStorageSlots: 1 } },
      demands: [{ source: 'a', destination: 'c', minimumRate: 1 }],
    });
    const { program, meanings } = assembleMonolith(layOut(problem));
    const layout = layOut(problem);
    const nameOf = (meaning: RowMeaning): string => {
      switch (meaning.constraint) {
        case 'C1': {
          const { demand, path, offer } = layout.choices[meaning.choice]!;
          return `C1(k${demand},p${path},t${offer.slot})`;
        }
        case 'C2': {
          const { demand, slot } = layout.groups[meaning.group]!;
          return `C2(k${demand},t${slot})`;
        }
        case 'C3':
          return `C3(m${meaning.storageNode},t${meaning.slot})`;
        case 'C4':
          return `C4(e${meaning.link},t${meaning.slot})`;
        case 'C7':
          return `C7(k${meaning.demand},t${meaning.slot})`;
        case 'freshness':
          return `age(s${meaning.stock},t${meaning.slot})`;
        default:
          return `${meaning.constraint}(s${meaning.stock},t${meaning.slot})`;
      }
    };
    expect(meanings.map(nameOf)).toEqual(program.rows.names);
    expect(new Set(meanings.map(({ constraint }) => constraint))).toEqual(new Set(FAMILIES));
  });
});
