import {
  brokenSolutionFile,
  type Dialect,
  linesOf,
  loosenedBound,
  MODEL_FILE,
  NO_FILES,
  noSolutionFile,
  type Outcome,
  readValues,
  SOLUTION_FILE,
  valueLines,
} from './dialect.ts';

const START_FILE = 'start.mst';
/** Bounds are printed with 13 significant digits. */
const ROUNDING = 1e-12;
/** The largest seed that Gurobi accepts. */
const LARGEST_SEED = 2_000_000_000;

/** These patterns match the beginnings of lines, since the table of nodes says "infeasible", too. */
const OUTCOMES: readonly (readonly [RegExp, Outcome])[] = [
  [/^Optimal solution found/, 'optimal'],
  [/^Optimal objective/, 'optimal'],
  [/^(Model is infeasible or unbounded|Infeasible or unbounded model)/, 'infeasible-or-unbounded'],
  [/^(Model is infeasible|Infeasible model)/, 'infeasible'],
  [/^(Model is unbounded|Unbounded model)/, 'unbounded'],
  [/^Time limit reached/, 'time-limit'],
  [/^(Solve interrupted|Node limit reached|Memory limit reached)/, 'stopped'],
];

/** Gurobi's command line, for which users need a licence. The tests do not run it. */
export const gurobi: Dialect = {
  executable: 'gurobi_cl',
  versionArguments: ['--version'],
  readVersion: (output) => /Gurobi Optimizer version (\d[\w.]*)/.exec(output)?.[1] ?? null,
  exitCodes: [0],
  command: ({ timeLimitSeconds, relativeGap, seed, start }) => ({
    arguments: [
      ...[`TimeLimit=${timeLimitSeconds}`, `MIPGap=${relativeGap}`, `Seed=${seed % LARGEST_SEED}`],
      ...(start ? [`InputFile=${START_FILE}`] : []),
      ...[`ResultFile=${SOLUTION_FILE}`, MODEL_FILE],
    ],
    files: start ? { [START_FILE]: valueLines(start) } : NO_FILES,
  }),
  readLogLine(line) {
    const bound = /^Best objective \S+, best bound (\S+), gap /.exec(line)?.[1];
    if (bound !== undefined) return loosenedBound(bound, ROUNDING);
    const explored = /^Explored (\d+) nodes? \((\d+) simplex iterations\)/.exec(line);
    if (explored) return { nodes: Number(explored[1]), iterations: Number(explored[2]) };
    const outcome = OUTCOMES.find(([beginning]) => beginning.test(line))?.[1];
    return outcome ? { outcome } : null;
  },
  readSolution(text) {
    const lines = linesOf(text);
    if (!lines[0]?.startsWith('#')) {
      throw noSolutionFile('Gurobi', lines[0]);
    }
    const named = lines.filter((line) => !line.startsWith('#'));
    const values = readValues(named, /^(?<name>\S+) (?<value>\S+)$/);
    if (values === null) throw brokenSolutionFile('Gurobi');
    return { values };
  },
};
