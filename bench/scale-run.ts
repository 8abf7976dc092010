/**
 * Runs one method on one instance, as its own process, and prints the outcome as JSON. With the built-in solver, the clock
 * counts processor time as if each solver had a processor of its own, so other work beside it hardly matters.
 * `node --import tsx bench/scale-run.ts FAMILY METHOD SEED SECONDS`
 */
import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import { nodeEnvironment } from '../src/node/environment.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../src/planning/options.ts';
import { planPrepared } from '../src/planning/plan.ts';
import { prepare } from '../src/planning/prepare.ts';
import { type FamilyName, scenarioOf } from './families.ts';
import { METHODS, type MethodLabel, methodOf, type Outcome } from './scale-methods.ts';
import { openVirtualThreads } from './virtual-threads.ts';

const [family, method, seedText, secondsText] = process.argv.slice(2) as [
  FamilyName,
  MethodLabel,
  string,
  string,
];
const scenario = scenarioOf(family, Number(seedText));
const onMachine = nodeEnvironment();
const { elapsedSeconds, openSolver } = openVirtualThreads();
const environment = methodOf(method).executable
  ? onMachine
  : { ...onMachine, openSolver, now: elapsedSeconds };
const prepared = await prepare(scenario, environment, () => {}, ['ps-egr']);
const options: PlanOptions = {
  ...DEFAULT_PLAN_OPTIONS,
  ...METHODS[method].options,
  gap: 1e-6,
  timeLimitSeconds: Number(secondsText),
  shadowPrices: false,
};
const began = environment.now();
const record = await planPrepared(prepared, { scenario, options }, environment, () => {});
const back = environment.now() - began;
const { slotSeconds } = prepared.problem.topology;
const inPairs = (value: number | null) => (value === null ? null : value * slotSeconds);
const outcome: Outcome = {
  method,
  seed: Number(seedText),
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  }).trim(),
  limitSeconds: Number(secondsText),
  status: record.status,
  certificate: record.certificate?.status ?? 'none',
  incumbentPairs: inPairs(record.bounds.incumbent),
  boundPairs: inPairs(record.bounds.bound),
  boundBy: record.bounds.boundBy,
  gap: record.bounds.relativeGap,
  topologySeconds: record.seconds.topology,
  catalogueSeconds: record.seconds.catalogue,
  backAfterSeconds: back,
  peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  load: loadavg()[0]!,
  notes: record.notes.filter((note) => note.startsWith('auto')),
  trajectory: record.trajectory.map(({ seconds, incumbent, bound }) => ({ seconds, incumbent, bound })),
};
process.stdout.write(JSON.stringify(outcome));
process.exit(0);
