import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Problem } from '../../src/domain/problem.ts';
import type { LinearProgram } from '../../src/lp/program.ts';
import { packRows, type Row } from '../../src/lp/program.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { layOut } from '../../src/model/layout.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { handMade } from '../methods/instances.ts';
import { optimumOf } from '../methods/solve.ts';
import { FAMILIES, type Family } from './named-rows.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

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
  /** The optimum without this constraint; without any other one, it does not change. */
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
  it('has the optimum found by hand', async () => {
    const { program } = assembleMonolith(layOut(problem));
    for (const one of [program, programWithout(problem, null)]) {
      const found = await optimumOf(solver, one);
      expect(found === null ? null : Number(found.toFixed(6))).toBe(optimum);
    }
  });

  it('is bound by that constraint and by no other', async () => {
    const found: Partial<Record<Family, number | null>> = {};
    for (const family of FAMILIES) {
      const value = await optimumOf(solver, programWithout(problem, family));
      found[family] = value === null ? null : Number(value.toFixed(6));
    }
    expect(found).toEqual({ ...Object.fromEntries(FAMILIES.map((family) => [family, optimum])), ...without });
  });
});
