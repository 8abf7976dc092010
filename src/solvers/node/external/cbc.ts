import {
  brokenSolutionFile,
  type Dialect,
  type Findings,
  linesOf,
  loosenedBound,
  MODEL_FILE,
  NO_FILES,
  noSolutionFile,
  type Outcome,
  printedNumber,
  readValues,
  SOLUTION_FILE,
} from './dialect.ts';

const START_FILE = 'start.mst';
/** How much better a solution must be to count; CBC's default of 1e-5 is coarse for small objectives. */
const INCREMENT = 1e-9;
/** CBC prints 8 significant digits in messages, and a solution's objective with 8 decimals. */
const MESSAGE_ROUNDING = 1e-7;
const OBJECTIVE_ROUNDING = 1e-8;
/** The summary prints the bound with 3 decimals. */
const SUMMARY_ROUNDING = 5.1e-4;

/** COIN-OR's branch and cut; run with 2.10.8. */
export const cbc: Dialect = {
  executable: 'cbc',
  versionArguments: ['-quit'],
  readVersion: (output) => /CBC MILP Solver[\s\S]*?Version: (\S+)/.exec(output)?.[1] ?? null,
  exitCodes: [0],
  command: ({ timeLimitSeconds, relativeGap, seed, start }) => ({
    arguments: [
      MODEL_FILE,
      ...(start ? ['-mipstart', START_FILE] : []),
      ...['-sec', String(timeLimitSeconds), '-timeMode', 'elapsed'],
      // CBC's gap is relative to the larger of bound and incumbent, the port's to the incumbent.
      ...['-ratio', String(relativeGap / (1 + relativeGap)), '-increment', String(INCREMENT)],
      ...['-randomCbcSeed', String(seedOf(seed)), '-randomSeed', String(seedOf(seed))],
      ...['-solve', '-solution', SOLUTION_FILE],
    ],
    files: start ? { [START_FILE]: start.map(([name, x], i) => `${i} ${name} ${x}\n`).join('') } : NO_FILES,
  }),
  readLogLine,
  readSolution(text, { relativeGap }) {
    const [head, ...lines] = linesOf(text);
    const { state, unsolved, objective } =
      /^(?<state>\w.*?)(?<unsolved> \(no integer solution - continuous used\))? - objective value (?<objective>\S+)$/.exec(
        head!,
      )?.groups ?? {};
    if (state === undefined) throw noSolutionFile('CBC', head);
    const outcome = outcomeOf(state);
    // Some files without a solution contain values, too.
    const hasSolution = !unsolved && (outcome === 'optimal' || state.startsWith('Stopped'));
    const values = hasSolution
      ? readValues(lines, /^(?:\*\*)?\s*\d+\s+(?<name>\S+)\s+(?<value>\S+)\s+\S+$/)
      : null;
    if (hasSolution && values === null) throw brokenSolutionFile('CBC');
    const value = printedNumber(objective!);
    // If the search ended within the gap, the bound is printed elsewhere, with few decimals.
    const gap = state === 'Optimal' ? 0 : relativeGap;
    return {
      outcome,
      ...(outcome === 'optimal' && value !== undefined
        ? { optimum: value - gap * Math.abs(value) - OBJECTIVE_ROUNDING }
        : {}),
      values,
    };
  },
};

/** For CBC, 0 means the time of day. */
const seedOf = (seed: number): number => 1 + (seed % (2 ** 31 - 1));

function outcomeOf(state: string): Outcome {
  switch (state) {
    case 'Optimal':
    case 'Optimal (within gap tolerance)':
      return 'optimal';
    case 'Infeasible':
    case 'Integer infeasible':
      return 'infeasible';
    case 'Unbounded':
      return 'unbounded';
    case 'Stopped on time':
      return 'time-limit';
    default:
      return 'stopped';
  }
}

/**
 * Only the final lines count as bounds: "Search completed" also appears if a gap is left, and earlier lines may belong
 * to a search within a heuristic.
 */
function readLogLine(line: string): Findings | null {
  const partial = /^Cbc0005I Partial search .*\(best possible (\S+)\), took (\d+) iterations and (\d+) nodes/;
  const [, bound, iterations, nodes] = partial.exec(line) ?? [];
  if (bound !== undefined) {
    return {
      ...loosenedBound(bound, MESSAGE_ROUNDING),
      iterations: Number(iterations),
      nodes: Number(nodes),
    };
  }
  const [, label, value] =
    /^(Lower bound|Enumerated nodes|Total iterations):\s+(\S+)$/.exec(line.trimEnd()) ?? [];
  if (label === 'Lower bound') return loosenedBound(value!, 0, SUMMARY_ROUNDING);
  if (label !== undefined) {
    return { [label === 'Total iterations' ? 'iterations' : 'nodes']: printedNumber(value!) ?? 0 };
  }
  // A solution file may call itself optimal after this.
  if (line.startsWith('Cbc0020I Exiting on maximum time')) return { outcome: 'time-limit' };
  if (line.startsWith('Pre-processing says infeasible or unbounded')) {
    return { outcome: 'infeasible-or-unbounded' };
  }
  return null;
}
