import loadHighs from 'highs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatMps } from '../../src/lp/mps.ts';
import { type Column, type LinearProgram, packColumns, packRows, type Row } from '../../src/lp/program.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { exportInstance } from '../../src/model/export-instance.ts';
import { layOut } from '../../src/model/layout.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { type Family, type Instance, smallInstance } from '../methods/instances.ts';
import { milpOptimum, optimumOf } from '../methods/solve.ts';

type Exported = ReturnType<typeof exportInstance>;
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
type Changeable = Writable<Exported>;
type Route = Pick<Exported['demands'][number]['paths'][number], 'links' | 'stored'>;
const INFINITY = Number.POSITIVE_INFINITY;

/** Y^max from links, stores and costs: min C/g (per slot: C/(gδ)) and B/(gδ). */
/** Of a slot of a memory that loses pairs: s, and the means of e^−x and e^x over it. */
function lossOver({
  slotSeconds,
  memory,
}: Exported): readonly [survival: number, kept: number, needed: number] {
  if (memory?.model !== 'loss') return [1, 1, 1];
  const lost = (2 * slotSeconds) / memory.coherenceSeconds;
  return [Math.exp(-lost), (1 - Math.exp(-lost)) / lost, (Math.exp(lost) - 1) / lost];
}

function rateCap(instance: Exported, { links, stored }: Route, cost: number, slot: number): number {
  const perSecond = instance.capacityUnit === 'pairs-per-slot' ? instance.slotSeconds : 1;
  const room = new Map(instance.storageNodes.map(({ node, capacity }) => [node, capacity]));
  return Math.min(
    ...links.map((id) => instance.links.find((link) => link.id === id)!.capacity[slot]! / perSecond / cost),
    ...stored.map(({ pair }) => {
      const { ends } = instance.storagePairs.find(({ id }) => id === pair)!;
      return (
        Math.min(room.get(ends[0])!, room.get(ends[1])!) /
        (cost * instance.slotSeconds * lossOver(instance)[2])
      );
    }),
  );
}

/** The paper's program, written down from the exported JSON alone. */
function programOf(instance: Exported): LinearProgram {
  const { slots: T, slotSeconds: delta, memory } = instance;
  const [survival, kept, needed] = lossOver(instance);
  const columns: Column[] = [];
  const rows: Row[] = [];
  const add = (name: string, column: Partial<Column>): number =>
    columns.push({ name, cost: 0, lower: 0, upper: INFINITY, ...column }) - 1;
  const row = (name: string, lower: number, upper: number, entries: Row['entries']) =>
    rows.push({ name, lower, upper, entries });

  type Use = [column: number, amount: number];
  const used = new Map<string, Use[]>(); // by `link slot` and `pair subPath slot`
  const usesOf = (...key: (string | number)[]) => {
    const name = key.join(' ');
    if (!used.has(name)) used.set(name, []);
    return used.get(name)!;
  };
  const draw = ({ links, stored }: Route, t: number, column: number, cost: number) => {
    for (const link of links) usesOf(link, t).push([column, cost]);
    for (const { pair, subPath } of stored) usesOf(pair, subPath, t).push([column, cost * delta * needed]);
  };

  for (const { id, weight, minimumRate, paths } of instance.demands) {
    for (let t = 0; t < T; t++) {
      const x: Use[] = [];
      const y: Use[] = [];
      for (const path of paths) {
        const cost = path.cost[t]!;
        if (cost === null) continue;
        const select = add(`x ${id} ${path.id} ${t}`, { upper: 1, integer: true });
        const rate = add(`y ${id} ${path.id} ${t}`, { cost: weight[t]! });
        row(`C1 ${id} ${path.id} ${t}`, -INFINITY, 0, [
          [rate, 1],
          [select, -path.rateCap[t]!],
        ]);
        draw(path, t, rate, cost);
        x.push([select, 1]);
        y.push([rate, 1]);
      }
      if (x.length === 0) continue;
      row(`C2 ${id} ${t}`, 1, 1, x);
      row(`C7 ${id} ${t}`, minimumRate ?? 0, INFINITY, y);
    }
  }
  const stocks = instance.storagePairs.flatMap(({ id: pair, ends, subPaths }) =>
    subPaths.map((subPath) => {
      const { initialStock } = subPath;
      const z = Array.from({ length: T + 1 }, (_, t) =>
        add(`z ${pair} ${subPath.id} ${t}`, t === 0 ? { lower: initialStock, upper: initialStock } : {}),
      );
      const fill = subPath.cost.map((cost, t): Use[] => {
        if (cost === null) return [];
        const column = add(`f ${pair} ${subPath.id} ${t}`, {});
        draw(subPath, t, column, cost);
        return [[column, -delta * kept]];
      });
      return { pair, ends, id: subPath.id, initialStock, z, fill };
    }),
  );
  const age = memory && 'maximumStorageSlots' in memory ? memory.maximumStorageSlots : null;
  for (const { pair, id, initialStock, z, fill } of stocks) {
    for (let t = 0; t < T; t++) {
      const served = usesOf(pair, id, t);
      row(`C5 ${pair} ${id} ${t}`, -INFINITY, 0, [...served, [z[t]!, -1]]);
      row(`C6 ${pair} ${id} ${t}`, age === null ? 0 : -INFINITY, 0, [
        [z[t + 1]!, 1],
        [z[t]!, -survival],
        ...served.map(([column, pairs]): Use => [column, survival * pairs]),
        ...fill[t]!,
      ]);
      if (age === null) continue;
      const oldest = t + 1 - age; // z^{t+1} comes from slots oldest..t; what was there at first is of slot −1.
      row(`age ${pair} ${id} ${t}`, -INFINITY, oldest < 0 ? initialStock : 0, [
        [z[t + 1]!, 1],
        ...fill.slice(Math.max(0, oldest), t + 1).flat(),
      ]);
    }
  }
  for (const { node, capacity } of instance.storageNodes) {
    const here = stocks.filter(({ ends }) => ends.includes(node));
    for (let t = 0; t <= T; t++)
      row(
        `C3 ${node} ${t}`,
        -INFINITY,
        capacity,
        here.map(({ z }): Use => [z[t]!, 1]),
      );
  }
  const perSecond = instance.capacityUnit === 'pairs-per-slot' ? delta : 1;
  for (const { id, capacity } of instance.links) {
    for (let t = 0; t < T; t++) row(`C4 ${id} ${t}`, -INFINITY, capacity[t]! / perSecond, usesOf(id, t));
  }
  return { name: 'from the export', columns: packColumns(columns), rows: packRows(rows) };
}

/** Contacts are few and every node stores, so that pairs wait for several slots. */
const GAPS = {
  storage: true,
  groundStorage: true,
  outage: 0.7,
  slots: 4,
  weights: true,
  pathsPerKind: 6,
} as const;

/** Families of instances, each with a change of the exported JSON that has to change some optimum. */
const FAMILIES: Readonly<
  Record<string, { readonly family: Family; readonly change: (json: Changeable) => void }>
> = {
  'ideal memory': {
    family: GAPS,
    change: ({ storageNodes }) => {
      for (const store of storageNodes) store.capacity *= 0.5;
    },
  },
  'pairs per second': {
    family: { ...GAPS, unit: 'pairs-per-second' },
    change: (json) => {
      json.capacityUnit = 'pairs-per-slot';
    },
  },
  'no storage': {
    family: { storage: false, weights: true },
    change: ({ demands }) => {
      for (const demand of demands) demand.weight = demand.weight.map(() => 1);
    },
  },
  'lossy memory': {
    family: { ...GAPS, memory: { model: 'loss', coherenceSeconds: 50 } },
    change: (json) => {
      delete json.memory;
    },
  },
  'depolarising memory, one slot of age': {
    family: { ...GAPS, memory: { model: 'depolarising', coherenceSeconds: 1e4, maximumStorageSlots: 1 } },
    change: (json) => {
      delete json.memory;
    },
  },
  'dephasing memory, two slots of age, initial stock': {
    family: {
      ...GAPS,
      groundStorage: false,
      outage: 0.5,
      initialStock: true,
      memory: { model: 'dephasing', coherenceSeconds: 1e4, maximumStorageSlots: 2 },
    },
    change: ({ storagePairs }) => {
      for (const { subPaths } of storagePairs) for (const subPath of subPaths) subPath.initialStock = 0;
    },
  },
  'minimum rate': {
    family: { storage: true, minimumRate: 1.5 },
    change: ({ demands }) => {
      for (const demand of demands) delete demand.minimumRate;
    },
  },
  'imperfect swaps': {
    family: { ...GAPS, demands: 3, swapSuccess: 0.8 },
    change: ({ demands }) => {
      for (const { paths } of demands)
        for (const path of paths) path.cost = path.cost.map((cost) => (cost === null ? null : 1));
    },
  },
  'nested sub-paths': {
    family: { ...GAPS, demands: 3, swapSuccess: 0.8, virtualSubPaths: 2 },
    change: ({ storagePairs }) => {
      for (const { subPaths } of storagePairs) for (const subPath of subPaths) subPath.stored = [];
    },
  },
};

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());
const load = loadHighs as unknown as typeof loadHighs.default;
const highs = await load();

/** The optimum of an MPS file as HiGHS reads it; null if it is infeasible. */
const optimumOfMps = (data: string): number | null =>
  highs.withModel((model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0 });
    model.readModel({ format: 'mps', data });
    const { modelStatus } = model.run();
    const { optimal, infeasible } = highs.constants.modelStatus;
    if (modelStatus === infeasible) return null;
    if (modelStatus !== optimal) throw new Error(`status ${modelStatus}`);
    // The file is a minimisation of the negated costs.
    return -model.getObjectiveValue();
  });

/** As another program would read it. */
const exported = ({ problem }: Instance): Changeable => JSON.parse(JSON.stringify(exportInstance(problem)));

const SEEDS = [1, 2, 3, 4, 5];

describe.each(Object.entries(FAMILIES))('%s', (_, { family, change }) => {
  it.each(SEEDS)('the exports have the optimum of the program (seed %i)', async (seed) => {
    const instance = smallInstance(seed, family);
    const optimum = await milpOptimum(solver, instance);
    const again = await optimumOf(solver, programOf(exported(instance)));
    const file = optimumOfMps(formatMps(assembleMonolith(layOut(instance.problem)).program));
    if (optimum === null) expect([again, file]).toEqual([null, null]);
    else {
      expect(optimum).toBeGreaterThan(0);
      expect(again).toBeCloseTo(optimum, 5);
      expect(file).toBeCloseTo(optimum, 5);
    }
  });

  it(`the change that makes the family matters: some optimum changes with it (seeds ${SEEDS.join(', ')})`, async () => {
    const changes = [];
    for (const seed of SEEDS) {
      const json = exported(smallInstance(seed, family));
      const before = await optimumOf(solver, programOf(json));
      change(json);
      const after = await optimumOf(solver, programOf(json));
      changes.push(Math.abs((after ?? 0) - (before ?? 0)));
    }
    expect(Math.max(...changes)).toBeGreaterThan(0.01);
  });

  it('the exported Y^max follows from links, stores and costs (seed 1)', () => {
    const json = exported(smallInstance(1, family));
    let compared = 0;
    for (const { paths } of json.demands) {
      for (const path of paths) {
        path.cost.forEach((cost, slot) => {
          if (cost === null) expect(path.rateCap[slot]).toBe(0);
          else expect(path.rateCap[slot]).toBeCloseTo(rateCap(json, path, cost, slot), 9);
          compared++;
        });
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
