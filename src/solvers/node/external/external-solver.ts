import { tmpdir } from 'node:os';
import { performance } from 'node:perf_hooks';
import { withColumnBounds, withCosts, withRowBounds, withRows } from '../../../lp/edit.ts';
import type { LinearProgram } from '../../../lp/program.ts';
import { scaledSolver } from '../../../lp/scaled-solver.ts';
import {
  type SolveOptions,
  type SolveResult,
  type Solver,
  SolverError,
  type SolverModel,
} from '../../../lp/solver.ts';
import type { Dialect } from './dialect.ts';
import { type Patience, type Run, runOnFiles } from './files.ts';
import { toldApart, type Verdict, withoutSolving } from './interpret.ts';
import { runProcess } from './process.ts';

/** Some solvers print objectives or bounds with only 3 decimals. */
const OBJECTIVE_SIZE = 2 ** 13;
const PATIENCE: Patience = { overrunSeconds: 1, graceSeconds: 4 };
const SECONDS_TO_SAY_THE_VERSION = 10;

/**
 * The solver port over an executable on PATH. Each solve is a process that starts cold, with files in a temporary
 * directory. There are no duals of LPs and no progress reports. Null if no such executable answers.
 */
export async function openExternalSolver(dialect: Dialect, patience = PATIENCE): Promise<Solver | null> {
  const version = await versionOf(dialect, patience);
  if (version === null) return null;
  const closing = new AbortController();
  const solver: Solver = {
    name: dialect.executable,
    version,
    capabilities: { integers: true, duals: false, rays: false, progress: false },
    open: async (program) =>
      externalModel(program, (current, options) =>
        solve(current, options, closing.signal, (run) => runOnFiles(dialect, patience, run)),
      ),
    close: async () => closing.abort(),
  };
  return scaledSolver(solver, OBJECTIVE_SIZE);
}

async function versionOf(dialect: Dialect, { graceSeconds }: Patience): Promise<string | null> {
  const lines: string[] = [];
  try {
    await runProcess({
      command: dialect.executable,
      arguments: dialect.versionArguments,
      directory: tmpdir(),
      secondsToInterrupt: SECONDS_TO_SAY_THE_VERSION,
      secondsToKill: graceSeconds,
      onLine: (line) => lines.push(line),
    });
  } catch (error) {
    if (error instanceof SolverError) return null;
    throw error;
  }
  return dialect.readVersion(lines.join('\n'));
}

/** Keeps the program, changes it, and passes it on for each solve. */
function externalModel(
  program: LinearProgram,
  solve: (program: LinearProgram, options: SolveOptions) => Promise<SolveResult>,
): SolverModel {
  let current = program;
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Value>(work: () => Value | Promise<Value>): Promise<Value> => {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  };
  const change = (edit: (program: LinearProgram) => LinearProgram): Promise<void> =>
    inTurn(() => {
      current = edit(current);
    });
  return {
    addRows: (rows) => change((before) => withRows(before, rows)),
    changeColumnBounds: (at, lower, upper) => change((before) => withColumnBounds(before, at, lower, upper)),
    changeCosts: (at, costs) => change((before) => withCosts(before, at, costs)),
    changeRowBounds: (at, lower, upper) => change((before) => withRowBounds(before, at, lower, upper)),
    solve: (options) => inTurn(() => solve(current, options)),
    dispose: () => inTurn(() => {}),
  };
}

async function solve(
  program: LinearProgram,
  options: SolveOptions,
  closing: AbortSignal,
  runExecutable: (run: Run) => Promise<Verdict>,
): Promise<SolveResult> {
  const began = performance.now();
  const elapsedSeconds = () => (performance.now() - began) / 1000;
  const signal = options.signal ? AbortSignal.any([options.signal, closing]) : closing;
  const attempt = async (costs: Float64Array): Promise<Verdict> => {
    const { columns } = program;
    const integer = options.relax ? new Uint8Array(columns.integer.length) : columns.integer;
    const asked = { ...program, columns: { ...columns, cost: costs, integer } };
    const remainingSeconds = () => options.timeLimitSeconds - elapsedSeconds();
    const verdict =
      withoutSolving(asked, remainingSeconds(), signal.aborted) ??
      (await runExecutable({ program: asked, options, remainingSeconds, signal }));
    if (closing.aborted) throw new SolverError('The solver is closed.');
    return verdict;
  };
  const first = await attempt(program.columns.cost);
  const { status, ...rest } = first;
  if (status !== 'ambiguous') return { ...rest, status, seconds: elapsedSeconds() };
  // Without costs it cannot be unbounded: if it is feasible then, it is unbounded with its costs.
  const withoutCosts = await attempt(new Float64Array(program.columns.cost.length));
  return { ...toldApart(withoutCosts), seconds: elapsedSeconds() };
}
