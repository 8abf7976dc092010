/**
 * How soon one instance has a first plan, as its own process, printed as JSON. The clock is that on the wall, since garbage is
 * collected beside; the solver is on this thread: `node --import tsx bench/first-plan-run.ts (FAMILY SEED | FILE) SECONDS`
 */
import { nodeEnvironment } from '../src/node/environment.ts';
import { readScenario } from '../src/node/scenario-file.ts';
import { DEFAULT_PLAN_OPTIONS } from '../src/planning/options.ts';
import { type PlanEvent, planPrepared } from '../src/planning/plan.ts';
import { prepare } from '../src/planning/prepare.ts';
import { highsSolver } from '../src/solvers/highs.ts';
import { type FamilyName, scenarioOf } from './families.ts';

/** Seconds from the columns, and Σ α y. */
interface Shown {
  readonly seconds: number;
  readonly objective: number;
}

export interface FirstPlanOutcome {
  /** As it was built, when it was checked and recorded, and as ruin and recreate has improved it. */
  readonly built: Shown | null;
  readonly checked: Shown | null;
  readonly improved: Shown | null;
  /** What the default has in the end. */
  readonly objective: number | null;
  readonly status: string;
}

const words = process.argv.slice(2);
const scenario =
  words.length === 2 ? await readScenario(words[0]!) : scenarioOf(words[0] as FamilyName, Number(words[1]));
const timeLimitSeconds = Number(words.at(-1));
const environment = { ...nodeEnvironment(), openSolver: () => highsSolver() };
const prepared = await prepare(scenario, environment, () => {}, ['ps-egr']);
const began = environment.now();
let isFirstPlan = false;
let built: Shown | null = null;
let checked: Shown | null = null;
let improved: Shown | null = null;
const note = (event: PlanEvent): void => {
  const at = (objective: number | null) => ({
    seconds: environment.now() - began,
    objective: objective ?? 0,
  });
  if (event.kind === 'stage') isFirstPlan = event.stage === 'first plan';
  if (!isFirstPlan) return;
  if (event.kind === 'built') built = at(event.objective);
  if (event.kind === 'record') checked ??= at(event.record.objective);
  if (event.kind === 'progress') improved = at(event.incumbent);
};
const options = { ...DEFAULT_PLAN_OPTIONS, timeLimitSeconds };
const { objective, status } = await planPrepared(prepared, { scenario, options }, environment, note);
const outcome: FirstPlanOutcome = { built, checked, improved, objective, status };
process.stdout.write(JSON.stringify(outcome));
process.exit(0);
