import { SolverError } from '../../../lp/solver.ts';

/** The command line, files and log of one executable. Pure functions: text in, data out. */
export interface Dialect {
  /** Name of the executable on PATH, and of the solver. */
  readonly executable: string;
  /** Arguments that make it print its version and exit. */
  readonly versionArguments: readonly string[];
  /** The version in that output; null if it is another program with the same name. */
  readVersion(output: string): string | null;
  /** Exit codes of successful runs. */
  readonly exitCodes: readonly number[];
  /** Solves {@link MODEL_FILE} in the current directory and writes {@link SOLUTION_FILE}. */
  command(task: Task): Command;
  /** What one line of the log says; null if it is nothing useful. */
  readLogLine(line: string): Findings | null;
  /** @throws SolverError if the text is not a solution file */
  readSolution(text: string, task: Task): SolutionFile;
}

export const MODEL_FILE = 'model.mps';
export const SOLUTION_FILE = 'solution.sol';

export interface Task {
  readonly timeLimitSeconds: number;
  /** (bound − incumbent)/|incumbent| at which to stop. */
  readonly relativeGap: number;
  readonly seed: number;
  /** The integer columns of a solution to start from. */
  readonly start: readonly NamedValue[] | null;
}

interface Command {
  readonly arguments: readonly string[];
  /** Further files for the directory: name and content. */
  readonly files: Readonly<Record<string, string>>;
}

export const NO_FILES: Command['files'] = {};

/** How a solver says that it ended; `stopped` is any early end except at the time limit. */
export type Outcome =
  | 'optimal'
  | 'infeasible'
  | 'unbounded'
  | 'infeasible-or-unbounded'
  | 'time-limit'
  | 'stopped';

/**
 * Later findings override earlier ones; for bounds, the best counts. The objective is that of the file, which is
 * minimised.
 */
export interface Findings {
  readonly outcome?: Outcome;
  /** A proved bound, loosened by the rounding of its printed digits. */
  readonly lowerBound?: number;
  readonly nodes?: number;
  readonly iterations?: number;
}

export interface SolutionFile {
  readonly outcome?: Outcome;
  /** The lower bound implied by calling it optimal, loosened by the rounding of its printed digits. */
  readonly optimum?: number;
  /** Values by column name, if there is a solution; missing columns are 0. */
  readonly values: readonly NamedValue[] | null;
}

export type NamedValue = readonly [name: string, value: number];

/** The error for a text that is not a solution file; quotes its first line. */
export const noSolutionFile = (solver: string, line: string | undefined): SolverError =>
  new SolverError(
    `${solver} left no solution file, but '${(line ?? '').slice(0, 60).replace(/\p{Cc}/gu, ' ')}'.`,
  );
export const brokenSolutionFile = (solver: string): SolverError =>
  new SolverError(`The solution file of ${solver} is broken.`);

/** Numbers from here on mean infinity: SCIP prints 1e+20, CBC 1e+50, Gurobi 1e+100. */
const INFINITE = 1e20;

/** A finite number as printed; undefined for infinities and anything else. */
export function printedNumber(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) < INFINITE ? value : undefined;
}

/** A printed lower bound minus the possible rounding of its last digit, relative and absolute. */
export function loosenedBound(text: string, relative: number, absolute = 0): Pick<Findings, 'lowerBound'> {
  const value = printedNumber(text);
  return value === undefined ? {} : { lowerBound: value - relative * Math.abs(value) - absolute };
}

/** Reads lines that `pattern` splits into the groups `name` and `value`; null if a line does not match. */
export function readValues(lines: readonly string[], pattern: RegExp): NamedValue[] | null {
  const values: NamedValue[] = [];
  for (const line of lines) {
    const { name, value } = pattern.exec(line)?.groups ?? {};
    const number = value === undefined ? undefined : printedNumber(value);
    if (name === undefined || number === undefined) return null;
    values.push([name, number]);
  }
  return values;
}

/** One line for each value: name, blank, value. */
export const valueLines = (values: readonly NamedValue[]): string =>
  values.map(([name, value]) => `${name} ${value}\n`).join('');

/** Lines of a text without the last line break and trailing blanks. */
export function linesOf(text: string): string[] {
  return text.trimEnd().split(/\s*\r?\n/);
}
