import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Solver } from '../../../src/lp/solver.ts';
import { planByBlocks } from '../../../src/methods/blocks/blocks.ts';
import { warmStart } from '../../../src/methods/blocks/warm-start.ts';
import type { Method } from '../../../src/methods/method.ts';
import { formatProof, isBlock, type Proof, parseProofs } from '../../../src/methods/proof.ts';
import { writeWindow } from '../../../src/methods/windows/rolling-horizon.ts';
import { decodePlan } from '../../../src/model/decode.ts';
import { incidenceOf } from '../../../src/model/incidence.ts';
import { layOut } from '../../../src/model/layout.ts';
import { bestRealPaths, type Selection } from '../../../src/model/selection.ts';
import type { RoutedSolution } from '../../../src/model/solution.ts';
import { assembleWindow, monolithOffsets } from '../../../src/model/window.ts';
import { highsSolver } from '../../../src/solvers/highs.ts';
import { certify } from '../../../src/verify/certify.ts';
import { checkProblem } from '../../../src/verify/check-problem.ts';
import { anyFamily, handMade, smallInstance } from '../instances.ts';
import { milpOptimum, taskOf } from '../solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const slack = (amount: number): number => 1e-6 * Math.max(1, Math.abs(amount));
const anyInstance = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000 }), anyFamily, fc.constantFrom(4, 6))
  .map(([seed, family, slots]) => smallInstance(seed, { ...family, slots }));
type Search = ReturnType<Method['solve']>;

interface Resumed {
  readonly proofs: readonly Proof[];
  readonly earlier: ReturnType<typeof warmStart> | null;
}

/** Blocks of one or two slots, so that everything about a long horizon happens within a few slots. */
function search(
  instance: ReturnType<typeof smallInstance>,
  share: number,
  { proofs, earlier }: Resumed = { proofs: [], earlier: null },
): Search {
  const incidence = incidenceOf(layOut(instance.problem));
  const { layout } = incidence;
  const columns = 2 * layout.choices.length + layout.fills.length + layout.stocks.length * 4;
  const task = taskOf(layout, solver, { proofs });
  return planByBlocks(task, incidence, earlier, {
    blockColumns: columns * share,
    windowBinaries: (layout.choices.length * share) / 2,
    windowColumns: Number.POSITIVE_INFINITY,
    firstColumns: columns * share * 0.6,
  });
}

describe('a window written into a plan', () => {
  it('carries nothing on paths that a solver selects only within its tolerance', () => {
    const incidence = incidenceOf(layOut(smallInstance(1, { storage: true, slots: 4 }).problem));
    const { layout, choicesOf } = incidence;
    const model = assembleWindow(incidence, { from: 0, to: 1, mode: () => 'binary' });
    const { y } = monolithOffsets(incidence);
    const group = layout.groups.find(({ slot, choices }) => slot === 0 && choices.length > 1)!;
    const [chosen, stray] = group.choices.filter((choice) => choicesOf[0]!.includes(choice));
    const solution = new Float64Array(model.columns.length);
    solution[model.columnOf(chosen!)] = 1 - 1e-7;
    solution[model.columnOf(stray!)] = 1e-7;
    solution[model.columnOf(y + chosen!)] = 3;
    solution[model.columnOf(y + stray!)] = 0.2;
    const plan = { selection: bestRealPaths(layout), values: new Map([[y + stray!, 1]]) };
    writeWindow(incidence, model, solution, plan);
    expect(plan.values.get(y + chosen!)).toBe(3);
    expect(plan.values.has(y + stray!)).toBe(false);
  });
});

describe('planning in blocks', () => {
  it('always has valid bounds, and plans that pass the check, whatever is switched on (seed 71)', async () => {
    const seen = { plans: 0, near: 0, optimal: 0, infeasible: 0, stored: 0 };
    await fc.assert(
      fc.asyncProperty(anyInstance, fc.constantFrom(0.3, 0.5), async (instance, share) => {
        const optimum = await milpOptimum(solver, instance);
        const layout = layOut(instance.problem);
        const blocks = search(instance, share);
        let objective: number | null = null;
        const ends = new Map<number, number>();
        const told: { readonly selection: Selection; readonly asItWas: number[] }[] = [];
        const mayBePart = instance.problem.demands.every(({ minimumRate }) => minimumRate === 0);
        for (;;) {
          const step = await blocks.next();
          // A kill after the first block leaves something to resume.
          if (mayBePart && !step.done && step.value.newProofs.length > 0 && objective === null) {
            expect(step.value.improvement).not.toBeNull();
          }
          const { bound } = step.value;
          if (optimum === null) {
            if (step.done && step.value.status === 'infeasible') seen.infeasible++;
          } else expect(bound).toBeGreaterThanOrEqual(optimum - slack(optimum));
          if (step.done) {
            if (step.value.status === 'optimal') seen.optimal++;
            break;
          }
          // Prices of wider blocks are others: no line of theirs may be taken for one of the first blocks.
          for (const proof of step.value.newProofs.filter(isBlock)) {
            expect(ends.get(proof.from) ?? proof.to).toBe(proof.to);
            ends.set(proof.from, proof.to);
          }
          const { improvement } = step.value;
          if (!improvement) continue;
          objective = improvement.objective;
          told.push({ selection: improvement.selection, asItWas: [...improvement.selection] });
          expect(optimum).not.toBeNull();
          expect(objective).toBeLessThanOrEqual(optimum! + slack(optimum!));
          const plan = decodePlan(layout, improvement.values!);
          if (plan.stocks.length > 0) seen.stored++;
          const own = checkProblem(instance.scenario, instance.problem, 'ps-egr');
          const certificate = certify({
            scenario: instance.scenario,
            topology: instance.problem.topology,
            plan,
            objective,
            // Solvers round, as a record allows for.
            bound: Math.max(bound, objective),
            dualBound: null,
            exempt: own.exempt,
            catalogue: own.check,
            scheme: 'ps-egr',
          });
          expect(certificate.status).toBe('verified');
          seen.plans++;
        }
        // A plan that was told stays as it was, however the search goes on.
        for (const { selection, asItWas } of told) expect([...selection]).toEqual(asItWas);
        if (optimum !== null && objective !== null && objective >= 0.95 * optimum) seen.near++;
      }),
      { seed: 71, numRuns: 24 },
    );
    expect(seen.plans).toBeGreaterThan(8);
    expect(seen.near).toBeGreaterThan(8);
    // Blocks grow until one spans everything.
    expect(seen.optimal).toBeGreaterThan(8);
    expect(seen.stored).toBeGreaterThan(0);
  });

  it('names a slot that cannot keep a minimum rate by itself', async () => {
    // 10 pairs/s, then 1, where 5 are asked for.
    const instance = handMade({
      slots: 2,
      capacity: { 'a-b': [100, 10] },
      demands: [{ source: 'a', destination: 'b', minimumRate: 5 }],
    });
    const blocks = search(instance, 1);
    const remarks: (string | undefined)[] = [];
    let step = await blocks.next();
    for (; !step.done; step = await blocks.next()) remarks.push(step.value.remark);
    expect(step.value).toMatchObject({
      status: 'infeasible',
      bound: Number.NEGATIVE_INFINITY,
      boundBy: 'single-slot bounds',
    });
    expect(remarks.at(-1)).toBe('blocks: no plan meets the minimum rates of slot 2');
  });

  it('continues from the proofs and plan of an interrupted run, and loses none of them (seed 72)', async () => {
    let resumed = 0;
    await fc.assert(
      fc.asyncProperty(
        anyInstance,
        fc.oneof(fc.nat(3), fc.integer({ min: 8, max: 80 })),
        async (instance, stopAfter) => {
          const optimum = await milpOptimum(solver, instance);
          if (optimum === null) return;
          const first = search(instance, 0.3);
          const lines: string[] = [];
          let found: RoutedSolution | null = null;
          let step = await first.next();
          for (let turn = 0; !step.done && (turn <= stopAfter || found === null); turn++) {
            lines.push(...step.value.newProofs.map(formatProof));
            found = step.value.improvement ?? found;
            step = await first.next();
          }
          if (step.done || found === null || found.objective === 0 || lines.length === 0) return;
          await first.return(undefined as never);
          const layout = layOut(instance.problem);
          const earlier = warmStart(
            incidenceOf(layout),
            decodePlan(layout, found.values),
            bestRealPaths(layout),
          );
          const second = search(instance, 0.3, { proofs: parseProofs(lines.join('\n')), earlier });
          // Whoever hands over the older plan knows it.
          let best = found.objective;
          let again = await second.next();
          for (; !again.done; again = await second.next()) {
            best = Math.max(best, again.value.improvement?.objective ?? best);
            expect(again.value.bound).toBeGreaterThanOrEqual(optimum - slack(optimum));
          }
          expect(best).toBeGreaterThanOrEqual(found.objective - slack(found.objective));
          expect(best).toBeLessThanOrEqual(optimum + slack(optimum));
          resumed++;
        },
      ),
      { seed: 72, numRuns: 16 },
    );
    expect(resumed).toBeGreaterThan(3);
  });
});
