/**
 * The default and Benders' decomposition against the monolithic MILP at the paper's scale (K = 3, T = 10, 5 + 5 paths),
 * all to a gap of 1e-6, seed by seed in one run with the same solver, after one instance that warms it up. The clock counts
 * processor time, so other work on the machine hardly matters. Each method begins where it begins in a run: the default and
 * Benders at the first plan, whose time counts for them; the monolith, as the referee, without one. Measure compiled code, as
 * users have it: tsx keeps the names of functions, which takes time.
 * `npx esbuild bench/paper-scale.ts --bundle --platform=node --format=esm --packages=external --outfile=bench/built/paper-scale.mjs`
 * `node bench/built/paper-scale.mjs [seeds] [time limit in seconds]`
 */
import { auto } from '../src/methods/auto/auto.ts';
import { benders } from '../src/methods/benders/benders.ts';
import { ACCELERATED } from '../src/methods/benders/options.ts';
import { relativeGap } from '../src/methods/bounds.ts';
import type { Method } from '../src/methods/method.ts';
import { monolith } from '../src/methods/monolith.ts';
import { pullPlan } from '../src/methods/pull/pull-plan.ts';
import { solveRelaxation } from '../src/methods/relaxation.ts';
import { buildProblem } from '../src/model/build-problem.ts';
import { type Layout, layOut } from '../src/model/layout.ts';
import { tightenRateCaps } from '../src/model/reachable-stock.ts';
import { bestRealPaths, type Selection } from '../src/model/selection.ts';
import { buildTopology } from '../src/orbit/topology.ts';
import { formatScenario } from '../src/scenario/format.ts';
import { generatePaper } from '../src/scenario/generate-paper.ts';
import { parseScenario } from '../src/scenario/parse.ts';
import { median, writeResult } from './results.ts';
import { openVirtualThreads } from './virtual-threads.ts';

const seeds = Number(process.argv[2] ?? 20);
const timeLimitSeconds = Number(process.argv[3] ?? 120);

const CONTENDERS = { monolith, auto, benders } as const;
type Contender = keyof typeof CONTENDERS;

interface Outcome {
  readonly status: string;
  readonly seconds: number;
  readonly objective: number;
  readonly gap: number;
  readonly iterations: number;
}

/** An instance that is not measured: it compiles what the others run. */
const WARM_UP = 0;
const MOST_ITERATIONS = 1e6;
const OPTIONS = {
  gap: 1e-6,
  timeLimitSeconds,
  iterationLimit: MOST_ITERATIONS,
  seed: 1,
  draws: 20,
  benders: ACCELERATED,
};

const { elapsedSeconds: now, openSolver } = openVirtualThreads();
const solver = await openSolver();
const rows: { seed: number; outcomes: Record<Contender, Outcome> }[] = [];
for (let seed = WARM_UP; seed <= seeds; seed++) {
  const scenario = parseScenario(formatScenario(generatePaper({ seed })));
  const layout = tightenRateCaps(layOut(buildProblem(scenario, buildTopology(scenario))));
  const outcomes = {} as Record<Contender, Outcome>;
  for (const name of Object.keys(CONTENDERS) as Contender[]) {
    outcomes[name] = await measure(layout, CONTENDERS[name]);
  }
  if (seed === WARM_UP) continue;
  rows.push({ seed, outcomes });
  console.log(
    `seed ${seed}  ${Object.entries(outcomes)
      .map(
        ([name, { status, seconds, gap }]) =>
          `${name}: ${status} ${seconds.toFixed(1)} s gap ${gap.toExponential(1)}`,
      )
      .join('   ')}`,
  );
}
await solver.close();

const of = (name: Contender, value: (outcome: Outcome) => number) =>
  rows.map(({ outcomes }) => value(outcomes[name]));
const summary = Object.fromEntries(
  (Object.keys(CONTENDERS) as Contender[]).map((name) => [
    name,
    {
      proved: of(name, ({ status }) => Number(status === 'optimal')).reduce((sum, value) => sum + value, 0),
      medianSeconds: median(of(name, ({ seconds }) => seconds)),
      worstGap: Math.max(...of(name, ({ gap }) => gap)),
      medianRatioToMonolith: median(
        rows.map(({ outcomes }) => outcomes[name].seconds / outcomes.monolith.seconds),
      ),
    },
  ]),
);
await writeResult('paper-scale', { seeds, timeLimitSeconds, gap: 1e-6, summary, rows });

/** Measures a method from its start on; the first plan and the LP relaxation are included in its time. */
async function measure(layout: Layout, method: Method): Promise<Outcome> {
  const began = now();
  const elapsedSeconds = () => now() - began;
  const start = method.firstPlan(OPTIONS) === 'start' ? await firstPlan(layout) : bestRealPaths(layout);
  const relaxation = await solveRelaxation(solver, layout, { timeLimitSeconds });
  const search = method.solve({
    layout,
    solver,
    relaxation,
    options: OPTIONS,
    start,
    proofs: [],
    elapsedSeconds,
  });
  let objective = 0;
  for (;;) {
    const step = await search.next();
    if (step.done) {
      const { status, iterations, bound } = step.value;
      return { status, seconds: elapsedSeconds(), objective, gap: relativeGap(objective, bound), iterations };
    }
    objective = step.value.improvement?.objective ?? objective;
  }
}

async function firstPlan(layout: Layout): Promise<Selection> {
  let selection = bestRealPaths(layout);
  for await (const { solution } of pullPlan(layout, OPTIONS.seed, () => false)) {
    selection = solution.selection ?? selection;
  }
  return selection;
}
