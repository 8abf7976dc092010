import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { randomStream } from '../../src/base/random.ts';
import type { Solver } from '../../src/lp/solver.ts';
import { searchByWindows } from '../../src/methods/auto/auto.ts';
import { benders } from '../../src/methods/benders/benders.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import { planByBlocks } from '../../src/methods/blocks/blocks.ts';
import type { Method } from '../../src/methods/method.ts';
import { solveRelaxation } from '../../src/methods/relaxation.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { flownLayout } from '../../src/model/flown-layout.ts';
import { incidenceOf } from '../../src/model/incidence.ts';
import { type Layout, layOut } from '../../src/model/layout.ts';
import { pointingsIn } from '../../src/model/pointing-columns.ts';
import { tightenRateCaps } from '../../src/model/reachable-stock.ts';
import { bestRealPaths, pointedBy } from '../../src/model/selection.ts';
import type { ScenarioInput } from '../../src/scenario/schema/scenario.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { handMade, type Instance, smallInstance } from './instances.ts';
import { LIMITS, METHODS, optimumOf, solveWith } from './solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const anySeed = fc.integer({ min: 1, max: 1_000_000 });
const anyAcquisition = fc.constantFrom(0, 5, 10, 15);

/** A hub between three ends, and one link past it; telescopes, capacities and contacts are drawn. Slots of 10 s. */
function tinyInstance(
  seed: number,
  acquisitionSeconds: number,
  minimumRate: number,
  pointings: ScenarioInput['pointings'] = [],
): Instance {
  const draw = randomStream(seed, 'tiny pointing');
  const series = () => Array.from({ length: 3 }, () => (draw() < 0.2 ? 0 : Math.ceil(100 * draw())));
  const stores = draw() < 0.5 ? { S: 60, A: 60 } : {};
  return handMade({
    slots: 3,
    pointing: 'planned',
    capacity: { 'A-S': series(), 'S-B': series(), 'S-C': series(), 'A-C': series() },
    terminals: { S: draw() < 0.5 ? 1 : 2, A: 1, ...(draw() < 0.5 && { C: 1 }) },
    acquisitionSeconds,
    stores,
    demands: [
      { source: 'A', destination: 'B', minimumRate },
      { source: 'A', destination: 'C' },
      { source: 'S', destination: 'C' },
    ],
    ...(pointings.length > 0 && { pointings }),
  });
}

/** The same with pointings by hand; null if they contradict each other, or there is no such contact. */
function decidedInstance(
  seed: number,
  acquisitionSeconds: number,
  pointings: NonNullable<ScenarioInput['pointings']>,
): Instance | null {
  try {
    return tinyInstance(seed, acquisitionSeconds, 0, pointings);
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

const anyDecision = fc.record({
  link: fc.constantFrom('A-S', 'S-B', 'S-C', 'A-C'),
  from: fc.integer({ min: 0, max: 2 }),
  to: fc.integer({ min: 1, max: 3 }),
  use: fc.constantFrom('pin' as const, 'forbid' as const),
});

/** By trying every way to point: in each, links are there only while they are pointed along and acquired. */
async function tryEveryPointing(layout: Layout): Promise<number | null> {
  const { pointing } = layout;
  const selection = bestRealPaths(layout);
  const pointed = pointedBy(layout, selection);
  const bySlot = Array.from({ length: layout.problem.topology.slotCount }, (_, slot) =>
    subsets([...pointingsIn(pointing!, slot)]).filter(
      (chosen) => fits(layout, chosen) && isAsDecided(layout, slot, chosen),
    ),
  );
  let best: number | null = null;
  const visit = async (slot: number): Promise<void> => {
    if (slot === bySlot.length) {
      const value = await optimumOf(solver, assembleMonolith(flownLayout(layout, selection)).program);
      if (value !== null) best = Math.max(best ?? value, value);
      return;
    }
    for (const chosen of bySlot[slot]!) {
      for (const index of pointingsIn(pointing!, slot)) pointed[index] = Number(chosen.includes(index));
      await visit(slot + 1);
    }
  };
  await visit(0);
  return best;
}

const subsets = (list: readonly number[]): number[][] =>
  list.reduce<number[][]>((all, item) => all.concat(all.map((one) => one.concat(item))), [[]]);

/** P1. */
function fits({ pointing }: Layout, chosen: readonly number[]): boolean {
  const taken = new Map<number, number>();
  for (const index of chosen) {
    for (const [node, count] of pointing!.limits.links[pointing!.columns[index]!.link]!.terminals) {
      taken.set(node, (taken.get(node) ?? 0) + count);
    }
  }
  return [...taken].every(([node, count]) => count <= pointing!.limits.terminals.get(node)!);
}

/** Whether telescopes point where they are pinned, and nowhere where it is forbidden. */
const isAsDecided = ({ pointing }: Layout, slot: number, chosen: readonly number[]): boolean =>
  [...pointingsIn(pointing!, slot)].every((index) => {
    const { link } = pointing!.columns[index]!;
    const decided = pointing!.limits.stated?.find(
      (one) => one.link === link && one.from <= slot && slot < one.to,
    );
    return decided === undefined || (decided.use === 'pin') === chosen.includes(index);
  });

/** Everything that plans to a proof, and parts of it as on large instances. */
const SEARCHES: Readonly<Record<string, Pick<Method, 'solve'>>> = {
  ...METHODS,
  'textbook Benders': {
    solve: (task) => benders.solve({ ...task, options: { ...task.options, benders: TEXTBOOK } }),
  },
  windows: {
    solve: (task) =>
      searchByWindows(
        task,
        incidenceOf(task.layout),
        { cuts: 2, bound: 1, roll: 2, improve: 1, offered: 0.3 },
        '',
      ),
  },
  blocks: {
    solve: (task) =>
      planByBlocks(task, incidenceOf(task.layout), null, {
        blockColumns: 30,
        windowBinaries: 5,
        windowColumns: 20,
        firstColumns: 20,
      }),
  },
};

async function expectAgreement(layout: Layout, optimum: number | null): Promise<void> {
  const tightened = tightenRateCaps(layout);
  const relaxation = await solveRelaxation(solver, tightened, LIMITS);
  const least = optimum === null ? Number.NEGATIVE_INFINITY : optimum - 1e-6 * Math.max(1, optimum);
  expect(relaxation.bound).toBeGreaterThanOrEqual(least);
  for (const [name, search] of Object.entries(SEARCHES)) {
    const run = await solveWith(solver, tightened, relaxation, search, { iterationLimit: 2000 });
    if (optimum === null) {
      expect([name, run.status]).toEqual([name, 'infeasible']);
      continue;
    }
    expect([name, run.status]).toEqual([name, 'optimal']);
    expect(run.objective, name).toBeCloseTo(optimum, 4);
    for (const bound of run.bounds) expect(bound, name).toBeGreaterThanOrEqual(least);
  }
}

describe('where telescopes are pointed', () => {
  it('the program has the optimum that trying every pointing finds, and every search proves it (seed 91)', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(anySeed, anyAcquisition, fc.constantFrom(0, 0, 0.5), async (seed, a, minimumRate) => {
        const layout = layOut(tinyInstance(seed, a, minimumRate).problem);
        fc.pre(layout.pointing !== null && layout.choices.length > 0);
        const optimum = await tryEveryPointing(layout);
        if (optimum !== null && optimum > 0) planned++;
        await expectAgreement(layout, optimum);
      }),
      { seed: 91, numRuns: 12 },
    );
    expect(planned).toBeGreaterThan(6);
  }, 300_000);

  it('so does every search where something is decided by hand (seed 93)', async () => {
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        anyAcquisition,
        fc.array(anyDecision, { minLength: 1, maxLength: 3 }),
        async (seed, a, decisions) => {
          const instance = decidedInstance(seed, a, decisions);
          fc.pre(instance !== null);
          const layout = layOut(instance!.problem);
          fc.pre(layout.pointing !== null && layout.choices.length > 0);
          const optimum = await tryEveryPointing(layout);
          expect(optimum).not.toBeNull();
          if (optimum! > 0) planned++;
          await expectAgreement(layout, optimum);
        },
      ),
      { seed: 93, numRuns: 12 },
    );
    expect(planned).toBeGreaterThan(6);
  }, 300_000);

  it('every search proves the same optimum with stocks along several paths (seed 92)', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySeed,
        fc.constantFrom(1, 2),
        fc.constantFrom(0, 10, 30),
        fc.boolean(),
        async (seed, count, acquisitionSeconds, groundStorage) => {
          const { problem } = smallInstance(seed, {
            storage: true,
            groundStorage,
            telescopes: { count, acquisitionSeconds },
          });
          const layout = layOut(problem);
          fc.pre(layout.choices.length > 0);
          await expectAgreement(layout, await optimumOf(solver, assembleMonolith(layout).program));
        },
      ),
      { seed: 92, numRuns: 6 },
    );
  }, 300_000);
});
