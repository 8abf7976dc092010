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
  valueLines,
} from './dialect.ts';

const SETTINGS_FILE = 'satqn.set';
/** SCIP reads it as values of some of the columns. */
const START_FILE = 'start.mst';
/** Bounds are printed with 15 significant digits. */
const ROUNDING = 1e-14;

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'optimal solution found': 'optimal',
  'gap limit reached': 'optimal',
  infeasible: 'infeasible',
  unbounded: 'unbounded',
  'infeasible or unbounded': 'infeasible-or-unbounded',
  'time limit reached': 'time-limit',
};

/** SCIP's shell, which gets its commands by -c. The tests do not run it. */
export const scip: Dialect = {
  executable: 'scip',
  versionArguments: ['--version'],
  readVersion: (output) => /SCIP version (\d[\w.]*)/.exec(output)?.[1] ?? null,
  exitCodes: [0],
  command: ({ timeLimitSeconds, relativeGap, seed, start }) => ({
    arguments: [
      ...['-s', SETTINGS_FILE, '-c', `read ${MODEL_FILE}`],
      ...(start ? ['-c', `read ${START_FILE}`] : []),
      ...['-c', 'optimize', '-c', `write solution ${SOLUTION_FILE}`, '-c', 'quit'],
    ],
    files: {
      [SETTINGS_FILE]: [
        `limits/time = ${timeLimitSeconds}`,
        // SCIP's gap is relative to the smaller of bound and incumbent: the incumbent, if both are positive.
        `limits/gap = ${relativeGap}`,
        `randomization/randomseedshift = ${seed}`,
        '',
      ].join('\n'),
      ...(start ? { [START_FILE]: valueLines(start) } : {}),
    },
  }),
  readLogLine(line) {
    const [, label, value] = /^(SCIP Status|Solving Nodes|Dual Bound) *: (.+)$/.exec(line.trimEnd()) ?? [];
    if (label === 'Dual Bound') return loosenedBound(value!, ROUNDING);
    if (label === 'Solving Nodes') return { nodes: printedNumber(value!.split(' ')[0]!) ?? 0 };
    return label === undefined
      ? null
      : { outcome: OUTCOMES[/\[(.+)\]$/.exec(value!)?.[1] ?? ''] ?? 'stopped' };
  },
  readSolution(text) {
    const [head, objective, ...lines] = linesOf(text);
    const state = /^solution status: (.+)$/.exec(head!)?.[1];
    if (state === undefined) throw noSolutionFile('SCIP', head);
    const outcome = OUTCOMES[state] ?? 'stopped';
    if (!objective?.startsWith('objective value:')) return { outcome, values: null };
    const values = readValues(lines, /^(?<name>\S+)\s+(?<value>\S+)\s+\(obj:.*\)$/);
    if (values === null) throw brokenSolutionFile('SCIP');
    return { outcome, values };
  },
};
