import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import loadHighs from 'highs';
import { afterAll, describe, expect, it } from 'vitest';
import { formatLp } from '../../src/lp/lp-format.ts';
import { formatMps } from '../../src/lp/mps.ts';
import type { LinearProgram } from '../../src/lp/program.ts';
import { highsSolver } from '../../src/solvers/highs.ts';
import { INFINITY, program } from '../solvers/programs.ts';

const load = loadHighs as unknown as typeof loadHighs.default;
const highs = await load();
const solver = await highsSolver();

/** Status and maximum of a program that was written to a file, as HiGHS reads it. */
function solveFile(format: 'mps' | 'lp', data: string) {
  return highs.withModel((model) => {
    model.options.set({ output_flag: false, mip_rel_gap: 0 });
    model.readModel({ format, data });
    const { modelStatus } = model.run();
    const { optimal, infeasible } = highs.constants.modelStatus;
    if (modelStatus === infeasible) return { status: 'infeasible', objective: null };
    return {
      status: modelStatus === optimal ? 'optimal' : modelStatus,
      objective: (format === 'mps' ? -1 : 1) * model.getObjectiveValue(),
    };
  });
}

const golden = program(
  [
    { cost: 3, lower: 0, upper: INFINITY },
    { cost: -2, lower: -INFINITY, upper: 4, integer: true },
    { cost: 0, lower: 1, upper: 1 },
    { cost: 0.5, lower: -INFINITY, upper: INFINITY },
  ],
  [
    [-INFINITY, [1, -1, 0, 0], 4],
    [1, [0, 1, 0, 2], 3],
    [2, [1, 0, 0, 1], 2],
  ],
);

describe('MPS', () => {
  it('writes a golden program, as a minimisation', () => {
    expect(formatMps(golden).split('\n')).toEqual([
      '* minimise: the costs are negated, so the maximum sought is minus the optimum of this file',
      'NAME test FREE',
      'ROWS',
      ' N objective',
      ' L r0',
      ' L r1',
      ' E r2',
      'COLUMNS',
      ' x0 objective -3',
      ' x0 r0 1',
      ' x0 r2 1',
      " MARKER 'MARKER' 'INTORG'",
      ' x1 objective 2',
      ' x1 r0 -1',
      ' x1 r1 1',
      " MARKER 'MARKER' 'INTEND'",
      ' x2 objective 0',
      ' x3 objective -0.5',
      ' x3 r1 2',
      ' x3 r2 1',
      'RHS',
      ' RHS r0 4',
      ' RHS r1 3',
      ' RHS r2 2',
      'RANGES',
      ' RANGES r1 2',
      'BOUNDS',
      ' MI BOUND x1',
      ' UP BOUND x1 4',
      ' FX BOUND x2 1',
      ' FR BOUND x3',
      'ENDATA',
      '',
    ]);
  });
});

/** Readers that refuse or ignore an OBJSENSE section; each prints the optimum of the file. */
const READERS = [
  {
    command: 'glpsol',
    from: 'glpk-utils',
    arguments: (file: string) => ['--freemps', file, '--write', '/dev/stdout'],
    optimum: /^s \S+ \d+ \d+ \S+ (?:\S+ )?(\S+)$/m,
  },
  {
    command: 'cbc',
    from: 'coinor-cbc',
    arguments: (file: string) => [file, '-solve'],
    optimum: /^Objective value: +(\S+)$/m,
  },
];

describe.each(READERS)('$command', ({ command, from, arguments: argumentsFor, optimum }) => {
  const directory = mkdtempSync(join(tmpdir(), 'satqn-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  const isThere = !spawnSync(command, ['--version'], { input: '' }).error;

  it('reads the MPS of a program as it was meant', ({ skip }) => {
    if (!isThere) skip(`${command} is not on PATH (Debian: apt install ${from})`);
    const file = join(directory, 'program.mps');
    // By hand: x0 = x1 = 1 and x2 = 0 are worth 3.5; a reader that minimises these costs unnegated says 0.
    const lp = program(
      [
        { cost: 2, lower: 0, upper: INFINITY },
        { cost: 1.5, lower: 0, upper: 3, integer: true },
        { cost: -1, lower: 0, upper: INFINITY },
      ],
      [
        [-INFINITY, [1, 0, -1], 1],
        [0, [1, 1, 0], 2],
        [-INFINITY, [0, 0, 1], 0],
      ],
    );
    writeFileSync(file, formatMps(lp));
    const { stdout } = spawnSync(command, argumentsFor(file), { encoding: 'utf8', input: '' });
    expect(-Number(optimum.exec(stdout)?.[1])).toBeCloseTo(3.5, 6);
  });
});

describe('LP format', () => {
  it('writes a golden program', () => {
    expect(formatLp(golden).split('\n')).toEqual([
      '\\ test',
      'Maximize',
      ' objective: 3 x0 - 2 x1 + 0 x2 + 0.5 x3',
      'Subject To',
      ' r0: 1 x0 - 1 x1 <= 4',
      ' r1: 1 x1 + 2 x3 <= 3',
      ' r1_lower: 1 x1 + 2 x3 >= 1',
      ' r2: 1 x0 + 1 x3 = 2',
      'Bounds',
      ' -inf <= x1 <= 4',
      ' x2 = 1',
      ' x3 free',
      'General',
      ' x1',
      'End',
      '',
    ]);
  });
});

describe.each([
  ['mps', formatMps],
  ['lp', formatLp],
] as const)('a program written as %s', (format, write) => {
  it('survives names that are empty, equal, blank, reserved or like numbers', async () => {
    const names = [
      '',
      ' a b',
      'a b',
      ' a  b',
      'free',
      'e5',
      '$x',
      '*',
      '7',
      'objective',
      'é+[1,2]',
      'x'.repeat(300),
    ];
    const plain = program(
      names.map((_, j) => ({ cost: j + 1, lower: 0, upper: 2, integer: j % 3 === 0 })),
      names.map((_, i) => [-INFINITY, names.map((_, j) => ((i + j) % 4) + 0.5), 9] as const),
    );
    const named: LinearProgram = {
      name: 'two words',
      columns: { ...plain.columns, names },
      rows: { ...plain.rows, names },
    };
    const model = await solver.open(plain);
    const { objective } = await model.solve({ timeLimitSeconds: 5 });
    expect(solveFile(format, write(named)).objective).toBeCloseTo(objective!, 6);
    await model.dispose();
  });

  const quarter = fc.integer({ min: -12, max: 12 }).map((n) => n / 4);
  const bound = fc
    .tuple(fc.constantFrom(-INFINITY, -2, 0, 1), fc.constantFrom(0, 1, 3, INFINITY))
    .map(([lower, width]) => [lower, lower === -INFINITY ? width : lower + width] as const);
  it('has the same optimum when read again (seed 5)', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(quarter, bound, fc.boolean()), { minLength: 1, maxLength: 5 }),
        fc.array(fc.tuple(bound, fc.array(quarter, { minLength: 5, maxLength: 5 })), { maxLength: 4 }),
        async (columns, rows) => {
          // A last row keeps everything bounded, so that statuses are plain.
          const box = columns.map((_, j) => [-50, columns.map((_, i) => (i === j ? 1 : 0)), 50] as const);
          const lp = program(
            columns.map(([cost, [lower, upper], integer]) => ({ cost, lower, upper, integer })),
            [
              ...rows.map(
                ([[lower, upper], values]) => [lower, values.slice(0, columns.length), upper] as const,
              ),
              ...box,
            ],
          );
          const model = await solver.open(lp);
          const direct = await model.solve({ timeLimitSeconds: 5 });
          await model.dispose();
          const read = solveFile(format, write(lp));
          expect(read.status).toBe(direct.status);
          if (direct.objective !== null) expect(read.objective).toBeCloseTo(direct.objective, 5);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });
});
