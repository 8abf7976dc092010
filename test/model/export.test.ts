import loadHighs from 'highs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatMps } from '../../src/lp/mps.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { exportInstance } from '../../src/model/export-instance.ts';
import { layOut } from '../../src/model/layout.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { type Family, handMade, type Instance, instanceOf, smallInstance } from '../methods/instances.ts';
import { milpOptimum, optimumOf } from '../methods/solve.ts';
import { type Exported, programOf, rateCap } from './from-export.ts';

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
type Changeable = Writable<Exported>;

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
  'one telescope each, acquired at once': {
    family: { storage: true, slots: 4, telescopes: { count: 1, acquisitionSeconds: 0 } },
    change: ({ terminals }) => {
      for (const one of terminals!) one.count += 1;
    },
  },
  'two telescopes each, acquired within a slot': {
    family: { ...GAPS, groundStorage: false, outage: 0.5, telescopes: { count: 2, acquisitionSeconds: 15 } },
    change: ({ links }) => {
      for (const link of links) link.lostShares = [];
    },
  },
  'two telescopes each, acquired within two slots': {
    family: {
      ...GAPS,
      groundStorage: false,
      outage: 0.2,
      slots: 5,
      telescopes: { count: 2, acquisitionSeconds: 30 },
    },
    change: ({ links }) => {
      for (const link of links) link.lostShares = [1];
    },
  },
  'few memory modes': {
    family: {
      ...GAPS,
      outage: 0.4,
      swapSuccess: 0.9,
      hardware: { memoryModes: 30, measurementSeconds: 1e-4 },
    },
    change: ({ memoryModes }) => {
      for (const one of memoryModes!) one.modes *= 2;
    },
  },
  'pairs that take modes': {
    family: { ...GAPS, outage: 0.4, hardware: { memoryModes: 30, coherenceSeconds: 5 } },
    change: ({ demands }) => {
      for (const { paths } of demands) for (const path of paths) path.modeSeconds = [];
    },
  },
  'slow classical links': {
    family: { ...GAPS, outage: 0.2, hardware: { bitsPerSecond: 500 } },
    change: ({ messageWays }) => {
      for (const way of messageWays!) way.bitsPerSecond *= 2;
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

/** A platform h above the stations a, b and c for one slot. */
const below = (platform: object, demands: readonly object[]): Instance =>
  instanceOf({
    satqn: 1,
    horizon: { slots: 1, slotSeconds: 20, start: '2026-03-20T00:00:00Z' },
    stations: [
      { id: 'a', latitudeDeg: 0, longitudeDeg: 0 },
      { id: 'b', latitudeDeg: 0, longitudeDeg: 0.4 },
      { id: 'c', latitudeDeg: 0.2, longitudeDeg: 0.2 },
    ],
    platforms: [{ id: 'h', latitudeDeg: 0, longitudeDeg: 0.2, altitudeM: 20_000, ...platform }],
    demands,
  } as never);

/** Instances by hand, each with a change of the exported JSON that has to change the optimum. */
const TELESCOPES: Readonly<
  Record<string, { readonly instance: Instance; readonly change: (json: Changeable) => void }>
> = {
  'decisions by hand': {
    // AB, AB, AC: 5 + 10 + 2 pairs; if AB were not forbidden in the last slot, AB, AB, AB: 25.
    instance: handMade({
      slots: 3,
      capacity: { 'A-B': [10, 10, 10], 'A-C': [4, 24, 4] },
      terminals: { A: 1 },
      acquisitionSeconds: 5,
      demands: [
        { source: 'A', destination: 'B' },
        { source: 'A', destination: 'C' },
      ],
      pointings: [
        { link: 'A-B', from: 1, to: 2, use: 'pin' },
        { link: 'A-B', from: 2, to: 3, use: 'forbid' },
      ],
    }),
    change: (json) => {
      json.pointings = json.pointings!.filter(({ use }) => use === 'pin');
    },
  },
  'a source that two links share': {
    instance: below({ maximumTerminals: 2, sharedSource: true }, [
      { source: 'a', destination: 'h', weight: 2 },
      { source: 'b', destination: 'h' },
    ]),
    change: (json) => {
      for (const link of json.links) delete link.sharedSource;
    },
  },
  'a platform that gives two telescopes to a dual downlink': {
    instance: below({ memory: false, maximumTerminals: 3 }, [
      { source: 'a', destination: 'b' },
      { source: 'a', destination: 'c' },
      { source: 'b', destination: 'c' },
    ]),
    change: ({ links }) => {
      for (const link of links) link.terminals = link.terminals!.map(({ node }) => ({ node, count: 1 }));
    },
  },
};

describe.each(Object.entries(TELESCOPES))('%s', (_, { instance, change }) => {
  it('is in the exported JSON', async () => {
    const json = exported(instance);
    const optimum = (await milpOptimum(solver, instance))!;
    expect(optimum).toBeGreaterThan(0);
    expect(await optimumOf(solver, programOf(json))).toBeCloseTo(optimum, 5);
    change(json);
    expect(await optimumOf(solver, programOf(json))).not.toBeCloseTo(optimum, 3);
  });
});
