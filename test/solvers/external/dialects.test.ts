import loadHighs from 'highs';
import { describe, expect, it } from 'vitest';
import { formatMps } from '../../../src/lp/mps.ts';
import { SolverError } from '../../../src/lp/solver.ts';
import { cbc } from '../../../src/solvers/node/external/cbc.ts';
import type { Dialect, Task } from '../../../src/solvers/node/external/dialect.ts';
import { gurobi } from '../../../src/solvers/node/external/gurobi.ts';
import { highs } from '../../../src/solvers/node/external/highs.ts';
import { scip } from '../../../src/solvers/node/external/scip.ts';
import { knapsack, program } from '../programs.ts';

/** What the lines of a log say one by one; those that say nothing left out. */
const told = (dialect: Dialect, log: string) =>
  log.split('\n').flatMap((line) => dialect.readLogLine(line) ?? []);
const near = (value: number) => expect.closeTo(value, 6);

const bare: Task = { timeLimitSeconds: 60, relativeGap: 0.25, seed: 7, start: null };
const warm: Task = { ...bare, start: [['C0000000', 1]] };

describe('cbc', () => {
  it('gets its gap as a fraction of the larger of bound and incumbent', () => {
    const { arguments: given, files } = cbc.command(bare);
    expect(given.join(' ')).toBe(
      'model.mps -sec 60 -timeMode elapsed -ratio 0.2 -increment 1e-9 -randomCbcSeed 8 -randomSeed 8' +
        ' -solve -solution solution.sol',
    );
    expect(files).toEqual({});
    const started = cbc.command(warm);
    expect(started.arguments.slice(0, 3)).toEqual(['model.mps', '-mipstart', 'start.mst']);
    expect(started.files).toEqual({ 'start.mst': '0 C0000000 1\n' });
  });

  it('says its version', () => {
    const banner = 'Welcome to the CBC MILP Solver \nVersion: 2.10.8 \nBuild Date: May  9 2022 \n';
    expect(cbc.readVersion(banner)).toBe('2.10.8');
    expect(cbc.readVersion('cbc: mode of block ciphers, Version: 1.0')).toBeNull();
  });

  it('is optimal to the last digit, or within the gap, as its file says', () => {
    const values =
      '\n      0 C0000000             2.3333333             -0.33333333\n      2 C0000002  3  0\n';
    expect(cbc.readSolution(`Optimal - objective value -289.79206349${values}`, bare)).toEqual({
      outcome: 'optimal',
      optimum: near(-289.79206349),
      values: [
        ['C0000000', 2.3333333],
        ['C0000002', 3],
      ],
    });
    expect(
      cbc.readSolution(`Optimal (within gap tolerance) - objective value -12425.00000000${values}`, bare),
    ).toEqual({
      outcome: 'optimal',
      optimum: near(-12425 * 1.25),
      values: expect.any(Array),
    });
  });

  it('has a solution where it stopped with one, and none where the relaxation is printed for one', () => {
    const value = '\n      1 C0000001  1  0';
    const stopped = cbc.readSolution(`Stopped on time - objective value -2494.25002953${value}`, bare);
    expect(stopped).toEqual({ outcome: 'time-limit', values: [['C0000001', 1]] });
    const relaxed = `Stopped on time (no integer solution - continuous used) - objective value -36897.1${value}`;
    expect(cbc.readSolution(relaxed, bare)).toEqual({ outcome: 'time-limit', values: null });
    const interrupted = cbc.readSolution(`Stopped on iterations - objective value -2481.3${value}`, bare);
    expect(interrupted).toEqual({ outcome: 'stopped', values: [['C0000001', 1]] });
    for (const [head, outcome] of [
      ['Infeasible - objective value -1.00000000', 'infeasible'],
      ['Integer infeasible - objective value -9.50000000', 'infeasible'],
      ['Unbounded - objective value 0.00000000', 'unbounded'],
    ]) {
      expect(cbc.readSolution(`${head}${value}`, bare)).toEqual({ outcome, values: null });
    }
  });

  it('takes its bound from the last words, loosened by what they round, and from nothing before', () => {
    const log = `Continuous objective value is -2581.28 - 0.03 seconds
Cbc0010I After 1000 nodes, 72 on tree, -2483.4664 best solution, best possible -2521.8689 (5.09 seconds)
Cbc0001I Search completed - best objective -12425, took 0 iterations and 0 nodes (0.03 seconds)
Cbc0020I Exiting on maximum time
Cbc0005I Partial search - best objective -2494.25 (best possible -2521.8689), took 170387 iterations and 5094 nodes (19.94 seconds)
Result - Stopped on time limit
Objective value:                -2494.25002953
Lower bound:                    -2521.869
Gap:                            0.01
Enumerated nodes:               5094
Total iterations:               170387`;
    const [time, partial, summary, ...counts] = told(cbc, log);
    expect(time).toEqual({ outcome: 'time-limit' });
    expect(partial).toMatchObject({ iterations: 170387, nodes: 5094 });
    expect(partial!.lowerBound).toBeLessThan(-2521.86895);
    expect(partial!.lowerBound).toBeGreaterThan(-2521.87);
    expect(summary!.lowerBound).toBeLessThan(-2521.8695);
    expect(summary!.lowerBound).toBeGreaterThan(-2521.87);
    expect(counts).toEqual([{ nodes: 5094 }, { iterations: 170387 }]);
    const none =
      'Cbc0005I Partial search - best objective 1e+50 (best possible -1e+50), took 0 iterations and 0 nodes (1 s)';
    expect(told(cbc, none)).toEqual([{ iterations: 0, nodes: 0 }]);
    const preprocessing = 'Pre-processing says infeasible or unbounded';
    expect(told(cbc, preprocessing)).toEqual([{ outcome: 'infeasible-or-unbounded' }]);
  });
});

describe('highs', () => {
  it('gets options without a flag in a file, and no start', () => {
    const { arguments: given, files } = highs.command(warm);
    expect(given.join(' ')).toBe(
      '--model_file model.mps --options_file highs.options --solution_file solution.sol --time_limit 60' +
        ' --random_seed 7',
    );
    expect(files).toEqual({ 'highs.options': 'mip_rel_gap = 0.25\nmip_abs_gap = 1e-9\n' });
  });

  it('says its version', () => {
    const banner = 'HiGHS version 1.7.2 Githash 5ce7a27. Copyright (c) 2024 HiGHS under MIT licence terms';
    expect(highs.readVersion(banner)).toBe('1.7.2');
    expect(highs.readVersion('highs 3: an editor of photographs')).toBeNull();
  });

  it('ends its log with a report', () => {
    const log = `         0       0         0   0.00%   -9101.112691    -8299              9.67%        0      0
Solving report
  Model             satqn
  Status            Time limit reached
  Primal bound      -8805
  Dual bound        -8932.22103012
  Gap               1.44% (tolerance: 0.01%)
  Nodes             12
  LP iterations     345`;
    expect(told(highs, log)).toEqual([
      { lowerBound: near(-8932.22103012) },
      { nodes: 12 },
      { iterations: 345 },
    ]);
    expect(told(highs, log)[0]!.lowerBound).toBeLessThan(-8932.22103012);
    expect(told(highs, '  Dual bound        -inf')).toEqual([{}]);
  });

  const load = loadHighs as unknown as typeof loadHighs.default;
  const infeasible = program([{ cost: 1, lower: 0, upper: 1, integer: true }], [[2, [1], 3]]);
  it('reads the MPS that is written for it, and its solution files are read as HiGHS writes them', async () => {
    const lp = knapsack(5, 20, 3);
    const library = await load();
    const solve = (data: string, timeLimit: number) =>
      library.withModel((model) => {
        model.options.set({ output_flag: false, mip_rel_gap: 0, time_limit: timeLimit });
        model.readModel({ format: 'mps', data });
        model.run();
        return highs.readSolution(model.exportSolution(), bare);
      });
    const { outcome, values } = solve(formatMps(lp), 60);
    expect(outcome).toBe('optimal');
    expect(values!.map(([name]) => name)).toEqual(lp.columns.names);
    // As in the contract of the port, from the same program.
    expect(values!.reduce((sum, [, x], j) => sum + x * lp.columns.cost[j]!, 0)).toBeCloseTo(8805, 6);
    expect(solve(formatMps(infeasible), 60)).toEqual({ outcome: 'infeasible', values: null });
    const hard = solve(formatMps(knapsack(1, 100, 10)), 0);
    expect(hard).toEqual({ outcome: 'time-limit', values: null });
  });

  it('has no solution but one that it calls feasible', () => {
    const text = (state: string) =>
      `Model status\nTime limit reached\n\n# Primal solution values\n${state}\nObjective 0\n# Columns 1\nC0000000 0\n`;
    expect(highs.readSolution(text('Feasible'), bare).values).toEqual([['C0000000', 0]]);
    expect(highs.readSolution(text('Infeasible'), bare).values).toBeNull();
    const ambiguous = 'Model status\nPrimal infeasible or unbounded\n\n# Primal solution values\nNone\n';
    expect(highs.readSolution(ambiguous, bare)).toEqual({ outcome: 'infeasible-or-unbounded', values: null });
  });
});

describe('scip', () => {
  it('gets its commands through its shell', () => {
    const { arguments: given, files } = scip.command(warm);
    expect(given).toEqual([
      ...['-s', 'satqn.set', '-c', 'read model.mps', '-c', 'read start.mst', '-c', 'optimize'],
      ...['-c', 'write solution solution.sol', '-c', 'quit'],
    ]);
    expect(files).toEqual({
      'satqn.set': 'limits/time = 60\nlimits/gap = 0.25\nrandomization/randomseedshift = 7\n',
      'start.mst': 'C0000000 1\n',
    });
    expect(scip.command(bare).arguments).not.toContain('read start.mst');
  });

  it('says its version', () => {
    const banner = 'SCIP version 8.0.3 [precision: 8 byte] [memory: block] [mode: optimized]';
    expect(scip.readVersion(banner)).toBe('8.0.3');
    expect(scip.readVersion('scip: command not understood')).toBeNull();
  });

  it('ends its log with a status and bounds', () => {
    const log = (status: string, bound: string) => `SCIP Status        : ${status}
Solving Time (sec) : 0.04
Solving Nodes      : 3 (total of 5 nodes in 2 runs)
Primal Bound       : -8.80500000000000e+03 (3 solutions)
Dual Bound         : ${bound}
Gap                : 0.00 %`;
    const time = told(scip, log('solving was interrupted [time limit reached]', '-8.93222103012345e+03'));
    expect(time).toEqual([{ outcome: 'time-limit' }, { nodes: 3 }, { lowerBound: near(-8932.22103012345) }]);
    expect(time[2]!.lowerBound).toBeLessThan(-8932.22103012345);
    for (const [status, outcome] of [
      ['problem is solved [optimal solution found]', 'optimal'],
      ['solving was interrupted [gap limit reached]', 'optimal'],
      ['problem is solved [infeasible]', 'infeasible'],
      ['problem is solved [infeasible or unbounded]', 'infeasible-or-unbounded'],
      ['solving was interrupted [user interrupt]', 'stopped'],
      ['unknown', 'stopped'],
    ]) {
      const found = told(scip, log(status!, '-1.00000000000000e+20'));
      expect(found).toEqual([{ outcome }, { nodes: 3 }, {}]);
    }
  });

  it('writes a solution without the zeros', () => {
    const text = `solution status: optimal solution found
objective value:                                -8805
C0000003                                            1 \t(obj:-725)
C0000004                              2.3333333333333 \t(obj:-1032)
`;
    expect(scip.readSolution(text, bare)).toEqual({
      outcome: 'optimal',
      values: [
        ['C0000003', 1],
        ['C0000004', 2.3333333333333],
      ],
    });
    const none = 'solution status: time limit reached\nno solution available\n';
    expect(scip.readSolution(none, bare)).toEqual({ outcome: 'time-limit', values: null });
  });
});

describe('gurobi_cl', () => {
  it('gets parameters and files as arguments', () => {
    const { arguments: given, files } = gurobi.command(warm);
    expect(given).toEqual([
      ...['TimeLimit=60', 'MIPGap=0.25', 'Seed=7', 'InputFile=start.mst', 'ResultFile=solution.sol'],
      'model.mps',
    ]);
    expect(files).toEqual({ 'start.mst': 'C0000000 1\n' });
    expect(gurobi.command(bare).files).toEqual({});
  });

  it('says its version', () => {
    const banner = 'Gurobi Optimizer version 11.0.3 build v11.0.3rc0 (linux64 - "Debian GNU/Linux 12")';
    expect(gurobi.readVersion(banner)).toBe('11.0.3');
    expect(gurobi.readVersion('gurobi_cl: no licence')).toBeNull();
  });

  it('says how it ended at the beginning of a line, and "infeasible" of nodes within', () => {
    const log = (
      end: string,
      bounds: string,
    ) => `    Nodes    |    Current Node    |     Objective Bounds      |     Work
 63359  9106 infeasible   68      -2494.25000 -2521.86890  1.11%   7.5    5s

Explored 64985 nodes (497258 simplex iterations) in 5.00 seconds (4.37 work units)
Thread count was 2 (of 2 available processors)

Solution count 3: -2494.25 -2483.47 -2481.36

${end}
${bounds}`;
    const time = told(
      gurobi,
      log(
        'Time limit reached',
        'Best objective -2.494250000000e+03, best bound -2.521868900000e+03, gap 1.1073%',
      ),
    );
    expect(time).toEqual([
      { nodes: 64985, iterations: 497258 },
      { outcome: 'time-limit' },
      { lowerBound: near(-2521.8689) },
    ]);
    expect(time[2]!.lowerBound).toBeLessThan(-2521.8689);
    for (const [end, outcome] of [
      ['Optimal solution found (tolerance 1.00e-04)', 'optimal'],
      ['Model is infeasible', 'infeasible'],
      ['Infeasible model', 'infeasible'],
      ['Model is infeasible or unbounded', 'infeasible-or-unbounded'],
      ['Model is unbounded', 'unbounded'],
      ['Solve interrupted', 'stopped'],
    ]) {
      const [, found, bound] = told(gurobi, log(end!, 'Best objective -, best bound -, gap -'));
      expect([found, bound]).toEqual([{ outcome }, {}]);
    }
  });

  it('writes a solution with its objective as a comment', () => {
    const text = '# Solution for model satqn\n# Objective value = -8805\nC0000000 1\nC0000001 2.5e-1\n';
    expect(gurobi.readSolution(text, bare)).toEqual({
      values: [
        ['C0000000', 1],
        ['C0000001', 0.25],
      ],
    });
  });
});

describe.each([cbc, highs, scip, gurobi])('a solution file of $executable', (dialect) => {
  const head = {
    cbc: 'Optimal - objective value -3.00000000',
    highs: 'Model status\nOptimal\n\n# Primal solution values\nFeasible\nObjective -3\n# Columns 2',
    scip: 'solution status: optimal solution found\nobjective value:   -3',
    gurobi_cl: '# Objective value = -3',
  }[dialect.executable]!;
  it.each([
    ['is empty', ''],
    ['is none', '\u0000\u0001 Segmentation fault'],
    ['has a line of no value', `${head}\n      0 C0000000\n`],
    ['has a value that is no number', `${head}\n 0 C0000000 nan 0 (obj:1)\nC0000000 nan`],
    ['holds an infinite value', `${head}\n 0 C0000000 1e+50 0 (obj:1)\n`],
  ])('that %s is refused', (_, text) => {
    expect(() => dialect.readSolution(text, bare)).toThrow(SolverError);
  });
});
