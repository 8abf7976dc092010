import {
  brokenSolutionFile,
  type Dialect,
  linesOf,
  loosenedBound,
  MODEL_FILE,
  noSolutionFile,
  type Outcome,
  printedNumber,
  readValues,
  SOLUTION_FILE,
} from './dialect.ts';

const OPTIONS_FILE = 'highs.options';
/** The same as for the built-in HiGHS; its default of 1e-6 is coarse for small objectives. */
const ABSOLUTE_GAP = 1e-9;
/** The report prints 12 significant digits. */
const ROUNDING = 1e-11;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  Optimal: 'optimal',
  Infeasible: 'infeasible',
  Unbounded: 'unbounded',
  'Primal infeasible or unbounded': 'infeasible-or-unbounded',
  'Time limit reached': 'time-limit',
};

/**
 * The executable of HiGHS. The tests do not run it, but read solution files that the same code, compiled to
 * WebAssembly, writes. If it is interrupted, it leaves no solution file.
 */
export const highs: Dialect = {
  executable: 'highs',
  versionArguments: ['--version'],
  readVersion: (output) => /HiGHS version (\d[\w.]*\w)/.exec(output)?.[1] ?? null,
  // 1 means a warning, for example about a time limit.
  exitCodes: [0, 1],
  // It is given no start, which it may call optimal although it is not; see highs-start.ts.
  command: ({ timeLimitSeconds, relativeGap, seed }) => ({
    arguments: [
      ...['--model_file', MODEL_FILE, '--options_file', OPTIONS_FILE, '--solution_file', SOLUTION_FILE],
      ...['--time_limit', String(timeLimitSeconds), '--random_seed', String(seed)],
    ],
    files: {
      [OPTIONS_FILE]: `mip_rel_gap = ${relativeGap}\nmip_abs_gap = ${ABSOLUTE_GAP}\n`,
    },
  }),
  readLogLine(line) {
    const [, label, value] = /^ {2}(Dual bound|Nodes|LP iterations) +(\S+)/.exec(line) ?? [];
    if (label === 'Dual bound') return loosenedBound(value!, ROUNDING);
    if (label === undefined) return null;
    return { [label === 'Nodes' ? 'nodes' : 'iterations']: printedNumber(value!) ?? 0 };
  },
  readSolution(text) {
    const lines = linesOf(text);
    if (lines[0] !== 'Model status' || lines[1] === undefined) {
      throw noSolutionFile('HiGHS', lines[0]);
    }
    const outcome = OUTCOMES[lines[1]] ?? 'stopped';
    const primal = lines.indexOf('# Primal solution values');
    if (primal < 0 || lines[primal + 1] !== 'Feasible') return { outcome, values: null };
    const first = lines.findIndex((line, index) => index > primal && line.startsWith('# Columns '));
    const count = Number(lines[first]?.slice('# Columns '.length));
    const named = lines.slice(first + 1, first + 1 + count);
    const values = named.length === count ? readValues(named, /^(?<name>\S+) (?<value>\S+)$/) : null;
    if (first < 0 || values === null) throw brokenSolutionFile('HiGHS');
    return { outcome, values };
  },
};
