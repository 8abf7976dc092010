/**
 * Which part of the work closes how much of the gap: `node --import tsx bench/gap-parts.ts FAMILY SEED SECONDS`, on
 * two solvers with processor time as the clock. Instead of a family, the name of a scenario of bench/pointing.ts will do.
 */
import { auto } from '../src/methods/auto/auto.ts';
import { ACCELERATED } from '../src/methods/benders/options.ts';
import { relativeGap } from '../src/methods/bounds.ts';
import { pullPlan } from '../src/methods/pull/pull-plan.ts';
import { solveRelaxation } from '../src/methods/relaxation.ts';
import { buildProblem } from '../src/model/build-problem.ts';
import { layOut } from '../src/model/layout.ts';
import { tightenRateCaps } from '../src/model/reachable-stock.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { type FamilyName, scenarioOf } from './families.ts';
import { POINTING_SCENARIOS } from './pointing-scenarios.ts';
import { openVirtualThreads } from './virtual-threads.ts';

const [family = '', seedText, secondsText] = process.argv.slice(2);
const seed = Number(seedText);
const timeLimitSeconds = Number(secondsText);
const scenario = POINTING_SCENARIOS[family]?.() ?? scenarioOf(family as FamilyName, seed);
const layout = tightenRateCaps(layOut(buildProblem(scenario, buildTopology(scenario))));
const { elapsedSeconds, openSolver } = openVirtualThreads();
const solver = await openSolver();
let start = null;
for await (const { solution } of pullPlan(layout, 1, () => false)) start = solution;
const pulledAt = elapsedSeconds();
const relaxation = await solveRelaxation(solver, layout, { timeLimitSeconds });
const began = elapsedSeconds();
const search = auto.solve({
  layout,
  solver,
  openSolver,
  relaxation,
  options: { gap: 1e-6, timeLimitSeconds, iterationLimit: 1e6, seed: 1, draws: 20, benders: ACCELERATED },
  start: start!.selection!,
  proofs: [],
  elapsedSeconds,
});
const trajectory: [number, number, number][] = [];
let objective = 0;
for (;;) {
  const step = await search.next();
  if (step.done) {
    const { bound, parts, status, iterations } = step.value;
    console.log(
      `${family} ${seed}: first plan ${start!.objective.toFixed(2)} at ${pulledAt.toFixed(1)}, LP ${relaxation.bound.toFixed(2)} at ${began.toFixed(1)}; ${status} after ${elapsedSeconds().toFixed(1)}, ${iterations} steps: ${objective.toFixed(3)} / ${bound.toFixed(3)}, gap ${(100 * relativeGap(objective, bound)).toFixed(4)} %`,
    );
    console.table(
      parts!.map((p) => ({
        ...p,
        seconds: p.seconds.toFixed(1),
        planRise: p.planRise.toFixed(2),
        boundFall: p.boundFall.toFixed(2),
      })),
    );
    for (const share of [0.1, 0.2, 0.4, 0.6, 0.8, 1]) {
      const at = trajectory.filter(([s]) => s <= share * timeLimitSeconds).at(-1);
      if (at)
        console.log(
          `  at ${(share * timeLimitSeconds).toFixed(0)} s: ${at[1].toFixed(2)} / ${at[2].toFixed(2)}, ${(100 * relativeGap(at[1], at[2])).toFixed(4)} %`,
        );
    }
    break;
  }
  objective = step.value.improvement?.objective ?? objective;
  trajectory.push([elapsedSeconds(), objective, step.value.bound]);
}
process.exit(0);
