import { rmSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatMps } from '../../../lp/mps.ts';
import type { LinearProgram } from '../../../lp/program.ts';
import { type SolveOptions, SolverError } from '../../../lp/solver.ts';
import {
  type Dialect,
  type Findings,
  MODEL_FILE,
  SOLUTION_FILE,
  type SolutionFile,
  type Task,
} from './dialect.ts';
import { interpret, type Verdict } from './interpret.ts';
import { type ProcessEnd, runProcess } from './process.ts';

/**
 * How long a solver may overrun its limit before it is asked to stop, and how long it may then take before it is
 * killed.
 */
export interface Patience {
  readonly overrunSeconds: number;
  readonly graceSeconds: number;
}

export interface Run {
  readonly program: LinearProgram;
  readonly options: Pick<SolveOptions, 'relativeGap' | 'seed' | 'start'>;
  readonly remainingSeconds: () => number;
  readonly signal: AbortSignal;
}

/**
 * The solver gets this share of the requested gap, so that tolerances and printed digits do not leave it open in the
 * end.
 */
const STRICTNESS = 0.9;
/** Some solvers read a limit of 0 as "no limit". */
const LEAST_SECONDS = 0.01;

/**
 * Runs the executable once, in its own directory, which is removed afterwards.
 * @throws SolverError if it cannot be started, ends with an error, or writes something unreadable
 */
export async function runOnFiles(dialect: Dialect, patience: Patience, run: Run): Promise<Verdict> {
  const asFailure = (error: Error) => {
    throw new SolverError(`${dialect.executable} cannot be given its files: ${error.message}.`, {
      cause: error,
    });
  };
  const directory = await mkdtemp(join(tmpdir(), 'satqn-')).catch(asFailure);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    const program = withPlainNames(run.program);
    const task = taskOf(program, run);
    const command = dialect.command(task);
    for (const [name, content] of Object.entries({ ...command.files, [MODEL_FILE]: formatMps(program) })) {
      await writeFile(join(directory, name), content).catch(asFailure);
    }
    let log: Findings = {};
    const end = await runProcess({
      command: dialect.executable,
      arguments: command.arguments,
      directory,
      secondsToInterrupt: task.timeLimitSeconds + patience.overrunSeconds,
      secondsToKill: patience.graceSeconds,
      signal: run.signal,
      onLine: (line) => {
        log = merged(log, dialect.readLogLine(line));
      },
    });
    const text = await readFile(join(directory, SOLUTION_FILE), 'utf8').catch(() => null);
    const failure = failureOf(dialect, end, text !== null || log.outcome !== undefined);
    if (failure) {
      const lastWords = end.lastWords && ` Its last words:\n${end.lastWords}`;
      throw new SolverError(`${dialect.executable} ${failure}.${lastWords}`);
    }
    const file = text === null ? null : readSolution(dialect, text, task, end.stop);
    return interpret(program, log, file, end.stop);
  } finally {
    process.off('exit', remove);
    await rm(directory, { recursive: true, force: true });
  }
}

/** What went wrong if it ended by itself, as the end of a sentence; null if nothing did. */
function failureOf(dialect: Dialect, end: ProcessEnd, hasResult: boolean): string | null {
  if (end.stop !== null) return null;
  if (end.killedBy !== null) return `was ended by ${end.killedBy}`;
  if (!dialect.exitCodes.includes(end.code!)) return `ended with code ${end.code}`;
  return hasResult ? null : 'left no solution file';
}

/** Ignores a file that a stopped solver left half-written. */
function readSolution(
  dialect: Dialect,
  text: string,
  task: Task,
  stop: ProcessEnd['stop'],
): SolutionFile | null {
  try {
    return dialect.readSolution(text, task);
  } catch (error) {
    if (stop !== null && error instanceof SolverError) return null;
    throw error;
  }
}

/** Gives columns and rows names that every reader accepts in free format and, with eight letters, in fixed format. */
function withPlainNames(program: LinearProgram): LinearProgram {
  const named = (letter: string, names: readonly string[]) =>
    names.map((_, index) => letter + String(index).padStart(7, '0'));
  const { columns, rows } = program;
  return {
    name: 'satqn',
    columns: { ...columns, names: named('C', columns.names) },
    rows: { ...rows, names: named('R', rows.names) },
  };
}

function taskOf({ columns }: LinearProgram, { options, remainingSeconds }: Run): Task {
  const { start } = options;
  return {
    timeLimitSeconds: Math.max(LEAST_SECONDS, remainingSeconds()),
    relativeGap: STRICTNESS * (options.relativeGap ?? 0),
    seed: (options.seed ?? 0) % 2 ** 31,
    start: start
      ? columns.names.flatMap((name, index) =>
          columns.integer[index] === 1 ? [[name, start[index]!] as const] : [],
        )
      : null,
  };
}

function merged(before: Findings, found: Findings | null): Findings {
  if (found === null) return before;
  const bounds = [before.lowerBound, found.lowerBound].filter((bound) => bound !== undefined);
  return { ...before, ...found, ...(bounds.length > 0 ? { lowerBound: Math.max(...bounds) } : {}) };
}
