import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type SolveOptions, SolverError } from '../../../src/lp/solver.ts';
import { cbc } from '../../../src/solvers/node/external/cbc.ts';
import { openExternalSolver } from '../../../src/solvers/node/external/external-solver.ts';
import { highs } from '../../../src/solvers/node/external/highs.ts';
import { knapsack, program } from '../programs.ts';

// Shell scripts that claim to be CBC; each test says what they do when asked to solve.
let place: string;
let runs: string;
let before: string | undefined;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'fakes-'));
  runs = mkdtempSync(join(tmpdir(), 'runs-'));
  before = process.env.TMPDIR;
  process.env.TMPDIR = runs;
});
afterEach(() => {
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  // Whatever happened, nothing is left behind.
  expect(readdirSync(runs)).toEqual([]);
  rmSync(place, { recursive: true });
  rmSync(runs, { recursive: true });
});

// max a, a ≤ 1 and whole.
const lp = program([{ cost: 1, lower: 0, upper: 1, integer: true }], [[0, [1], 5]]);
// Objectives in its files are in units of 1/8192 of the largest contribution: printed decimals then suffice.
const SOLVED = `printf 'Optimal - objective value -8192.00000000\\n 0 C0000000 1 0\\n' > solution.sol`;

function fake(script: string): string {
  const path = join(place, "solver with spaces; and 'quotes'");
  const version = `case "$1" in -quit) printf 'Welcome to the CBC MILP Solver\\nVersion: 9.9\\n'; exit;; esac`;
  writeFileSync(path, `#!/bin/sh\n${version}\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

async function run(script: string, options: Partial<SolveOptions> = {}, between = () => {}, like = cbc) {
  // Its version is asked for and told as by CBC.
  const { versionArguments, readVersion } = cbc;
  const dialect = { ...like, versionArguments, readVersion, executable: fake(script) };
  const solver = (await openExternalSolver(dialect, { overrunSeconds: 0.1, graceSeconds: 0.4 }))!;
  between();
  const model = await solver.open(lp);
  const result = await model.solve({ timeLimitSeconds: 20, ...options });
  await solver.close();
  return result;
}

describe('an executable', () => {
  it('is run in a directory with its files, without a shell in between', async () => {
    const result = await run(`ls > ${place}/seen; echo "$@" >> ${place}/seen; ${SOLVED}`, {
      start: Float64Array.of(1),
      seed: 3,
    });
    expect(result).toMatchObject({ status: 'optimal', objective: 1 });
    expect(readFileSync(join(place, 'seen'), 'utf8').split('\n').slice(0, 2)).toEqual([
      'model.mps',
      'start.mst',
    ]);
  });

  it.each([
    ['fails', 'echo "no licence found" >&2; exit 7', /ended with code 7[\s\S]*no licence found/],
    ['crashes', 'kill -SEGV $$', /was ended by SIGSEGV/],
    ['says nothing and does nothing', '', /left no solution file/],
    ['cannot read its model but calls that a success', 'echo "There were 2 errors"', /There were 2 errors/],
    ['writes garbage', 'head -c 3000 /dev/zero > solution.sol', /left no solution file, but ' +'/],
    [
      'writes half a file',
      `printf 'Optimal - objective value -1.0\\n 0 C00' > solution.sol`,
      /file of CBC is broken/,
    ],
    [
      'solves something else',
      `printf 'Optimal - objective value -1\\n 0 z 1 0\\n' > solution.sol`,
      /unknown column/,
    ],
  ])('that %s is an error with its reason', async (_, script, says) => {
    const failing = run(script);
    await expect(failing).rejects.toThrow(SolverError);
    await expect(failing).rejects.toThrow(says);
  });

  it('may end with the code of a warning, if that is how it reports a time limit', async () => {
    const solution = [
      ...['Model status', 'Time limit reached', '', '# Primal solution values', 'Feasible', 'Objective -1'],
      ...['# Columns 1', 'C0000000 1', '# Rows 1', 'R0000000 1', ''],
    ];
    const script = `printf '${solution.join('\\n')}' > solution.sol; echo '  Dual bound        -16384'; exit 1`;
    const late = await run(script, {}, undefined, highs);
    expect(late).toMatchObject({ status: 'time-limit', objective: 1 });
    expect(late.bound).toBeCloseTo(2, 9);
    await expect(run('exit 1', {}, undefined, highs)).rejects.toThrow('left no solution file');
  });

  it('that has disappeared is an error; one that never existed gives no solver', async () => {
    const remove = () => rmSync(join(place, "solver with spaces; and 'quotes'"));
    await expect(run(SOLVED, {}, remove)).rejects.toThrow(/cannot be started: .*ENOENT/);
    expect(await openExternalSolver({ ...cbc, executable: join(place, 'nowhere') })).toBeNull();
    expect(await openExternalSolver({ ...cbc, executable: place })).toBeNull();
  });

  it('with the same name that is another program is not used', async () => {
    const executable = join(place, 'other');
    writeFileSync(executable, '#!/bin/sh\necho "cbc, a cipher. Version: 1.0"\n');
    chmodSync(executable, 0o755);
    expect(await openExternalSolver({ ...cbc, executable })).toBeNull();
  });

  it('may print without end, or lines without end', async () => {
    const flood = `head -c 30000000 /dev/zero | tr '\\0' x; yes | head -n 500000; ${SOLVED}`;
    expect(await run(flood)).toMatchObject({ status: 'optimal', objective: 1 });
  });

  const deaf = `trap '' INT; echo $$ > "$0.pid"; sleep 30 & wait`;
  const pidFile = () => join(place, "solver with spaces; and 'quotes'.pid");
  const isAlive = () => {
    try {
      return process.kill(Number(readFileSync(pidFile(), 'utf8')), 0);
    } catch {
      // Also where it was ended before it could say its number.
      return false;
    }
  };
  /** Aborts once a file is there, which the script writes when it is ready. */
  const abortOnce = (file: () => string): AbortSignal => {
    const abort = new AbortController();
    const watch = setInterval(() => {
      if (!existsSync(file()) || readFileSync(file(), 'utf8') === '') return;
      clearInterval(watch);
      abort.abort();
    }, 10);
    return abort.signal;
  };
  it('that overruns its limit and does not react is killed, with everything that it started', async () => {
    const result = await run(deaf, { timeLimitSeconds: 0.3 });
    expect(result).toMatchObject({ status: 'time-limit', solution: null, bound: Number.POSITIVE_INFINITY });
    expect(isAlive()).toBe(false);
  });

  it('that does not react to an abort is killed, too', async () => {
    expect(await run(deaf, { timeLimitSeconds: 300, signal: abortOnce(pidFile) })).toMatchObject({
      status: 'interrupted',
    });
    expect(isAlive()).toBe(false);
  });

  it('that is asked to stop may still give its best solution', async () => {
    const stopped = `printf 'Stopped on iterations - objective value -8192.0\\n 0 C0000000 1 0\\n' > solution.sol`;
    const bound = `echo 'Cbc0005I Partial search - best objective -8192 (best possible -12288), took 7 iterations and 2 nodes (1 s)'`;
    const polite = `trap "${stopped.replaceAll('\\', '\\\\')}; ${bound}; exit 0" INT; echo $$ > "$0.pid"; sleep 30 & wait`;
    const result = await run(polite, { timeLimitSeconds: 300, signal: abortOnce(pidFile) });
    expect(result).toMatchObject({ status: 'interrupted', objective: 1, nodes: 2, iterations: 7 });
    expect(result.bound).toBeCloseTo(1.5, 5);
    const half = `trap "printf 'Stopped on iterations - objective' > solution.sol; exit 0" INT; sleep 30 & wait`;
    expect(await run(half, { timeLimitSeconds: 0.3 })).toMatchObject({
      status: 'time-limit',
      solution: null,
    });
  });

  it('is not started after an abort, without time, or on a closed solver', async () => {
    const touch = `touch ${place}/started`;
    expect((await run(touch, { signal: AbortSignal.abort() })).status).toBe('interrupted');
    expect((await run(touch, { timeLimitSeconds: 0 })).status).toBe('time-limit');
    const solver = (await openExternalSolver({ ...cbc, executable: fake(touch) }))!;
    const model = await solver.open(knapsack(1, 5, 1));
    await solver.close();
    await expect(model.solve({ timeLimitSeconds: 1 })).rejects.toThrow('closed');
    expect(existsSync(join(place, 'started'))).toBe(false);
  });

  it('ends when its solver is closed', async () => {
    const solver = (await openExternalSolver({ ...cbc, executable: fake('sleep 30') }))!;
    const solving = (await solver.open(lp)).solve({ timeLimitSeconds: 60 });
    setTimeout(() => void solver.close(), 200);
    await expect(solving).rejects.toThrow('closed');
  });
});
