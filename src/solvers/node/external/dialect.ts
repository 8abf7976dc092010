import { SolverError } from '../../../lp/solver.ts';

/** How one executable is spoken to: its command line, its files and its log. Pure: text in, data out. */
export interface Dialect {
  /** What is started, as found on PATH; also the name of the solver. */
  readonly executable: string;
  /** Arguments that make it say its version and end. */
  readonly versionArguments: readonly string[];
  /** The version in what it then prints; null where another program answers to the name. */
  readVersion(output: string): string | null;
  /** Exit codes of runs that went well. */
  readonly exitCodes: readonly number[];
  /** Solves {@link MODEL_FILE} in the current directory and writes {@link SOLUTION_FILE}. */
  command(task: Task): Command;
  /** What one line of the log tells; null where nothing of use. */
  readLogLine(line: string): Findings | null;
  /** @throws SolverError where the text is no solution file */
  readSolution(text: string, task: Task): SolutionFile;
}

export const MODEL_FILE = 'model.mps';
export const SOLUTION_FILE = 'solution.sol';

export interface Task {
  readonly timeLimitSeconds: number;
  /** (bound − incumbent)/|incumbent| at which to stop. */
  readonly relativeGap: number;
  readonly seed: number;
  /** A solution to start from: the values of all columns in their order, and those of the integer ones alone. */
  readonly start: { readonly all: readonly NamedValue[]; readonly integers: readonly NamedValue[] } | null;
}

interface Command {
  readonly arguments: readonly string[];
  /** Further files to lie in the directory: name and content. */
  readonly files: Readonly<Record<string, string>>;
}

export const NO_FILES: Command['files'] = {};

/** How a solver says that it ended; `stopped` is any end before its goal but that of the time limit. */
export type Outcome =
  | 'optimal'
  | 'infeasible'
  | 'unbounded'
  | 'infeasible-or-unbounded'
  | 'time-limit'
  | 'stopped';

/** Later findings count, for bounds the best. The objective is the one of the file, which is minimised. */
export interface Findings {
  readonly outcome?: Outcome;
  /** Proved, and loosened by what the print may have rounded. */
  readonly lowerBound?: number;
  readonly nodes?: number;
  readonly iterations?: number;
}

export interface SolutionFile {
  readonly outcome?: Outcome;
  /** The lower bound that goes with calling it optimal, loosened by what the print may have rounded. */
  readonly optimum?: number;
  /** Values by column name, where there is a solution; columns left out are 0. */
  readonly values: readonly NamedValue[] | null;
}

export type NamedValue = readonly [name: string, value: number];

/** Of a text that is no solution file, by its first line. */
export const noSolutionFile = (solver: string, line: string | undefined): SolverError =>
  new SolverError(
    `${solver} left no solution file, but '${(line ?? '').slice(0, 60).replace(/\p{Cc}/gu, ' ')}'.`,
  );
export const brokenSolutionFile = (solver: string): SolverError =>
  new SolverError(`The solution file of ${solver} is broken.`);

/** From here on a number stands for infinity: SCIP prints 1e+20, CBC 1e+50, Gurobi 1e+100. */
const INFINITE = 1e20;

/** A finite number as printed; undefined for infinities and what is none. */
export function printedNumber(text: string): number | undefined {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) < INFINITE ? value : undefined;
}

/** A printed lower bound, less what its last digit may have rounded: relative and absolute. */
export function loosenedBound(text: string, relative: number, absolute = 0): Pick<Findings, 'lowerBound'> {
  const value = printedNumber(text);
  return value === undefined ? {} : { lowerBound: value - relative * Math.abs(value) - absolute };
}

/** Lines of name and value, each matched by `pattern` with groups `name` and `value`; null if one is not. */
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
