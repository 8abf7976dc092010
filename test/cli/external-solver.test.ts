import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { cbc } from '../../src/solvers/node/external/cbc.ts';
import { openExternalSolver } from '../../src/solvers/node/external/external-solver.ts';
import { CHAIN, STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { record, path } = workplace();
const found = await openExternalSolver(cbc);

beforeAll(() => {
  writeFileSync(path('chain.yaml'), CHAIN);
});

/** A PATH with nothing but a program of the shell by this name. */
function only(name: string, script: string): { PATH: string } {
  mkdirSync(path(`bin-${name}`), { recursive: true });
  writeFileSync(path(`bin-${name}/${name}`), `#!/bin/sh\n${script}\n`);
  chmodSync(path(`bin-${name}/${name}`), 0o755);
  return { PATH: path(`bin-${name}`) };
}

describe('satqn plan --solver', () => {
  it.runIf(found)('cbc solves the whole MILP, and the run is resumed with the same solver', async () => {
    const { code, out } = await satqn(['plan', 'chain.yaml', '--solver', 'cbc', '--out', 'external']);
    expect(code).toBe(0);
    expect(out).toMatch(/Σ α y = 10 pairs\/s/);
    expect(record('external')).toMatchObject({ method: 'milp', solver: { name: 'cbc' } });
    expect((await satqn(['plan', '--resume', 'external'])).code).toBe(0);
    expect(record('external')).toMatchObject({ status: 'optimal', solver: { name: 'cbc' } });
  });

  it('refuses a solver that is not on PATH before writing anything, and names those that are', async () => {
    const env = only('highs', 'echo "HiGHS version 1.7.2 Githash 5ce7a27"');
    const args = ['plan', 'chain.yaml', '--solver', 'gurobi_cl', '--out', 'none'];
    const { code, err } = await satqnProcess(args, { env });
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 2, trace: false });
    expect(err).toMatch(/'gurobi_cl' was found on PATH.*choose one of: built-in, highs\./);
    expect(existsSync(path('none'))).toBe(false);
  });

  it('resolves relative folders of PATH from the current directory', async () => {
    only('highs', 'echo "HiGHS version 1.7.2 Githash 5ce7a27"');
    const args = ['plan', 'chain.yaml', '--solver', 'gurobi_cl', '--out', 'none'];
    const { err } = await satqnProcess(args, { env: { PATH: 'bin-highs' } });
    expect(err).toMatch(/choose one of: built-in, highs\./);
  });

  it('refuses unknown solvers, and methods that need more than a solution', async () => {
    for (const [args, says] of [
      [['--solver', 'abacus'], /Allowed choices are built-in, cbc, highs, scip, gurobi_cl/],
      [['--solver', 'cbc', '--method', 'benders'], /benders needs LP duals.*--method milp/],
    ] as const) {
      const { code, err } = await satqn(['plan', path('chain.yaml'), ...args, '--out', path('none')]);
      expect({ args, code, trace: STACK_TRACE.test(err) }).toEqual({ args, code: 2, trace: false });
      expect(err).toMatch(says);
      expect(existsSync(path('none'))).toBe(false);
    }
  });

  it('if the solver fails, keeps the plan found before, and quotes its last words', async () => {
    const script = `case "$1" in --version) echo 'HiGHS version 1.7.2';; *) echo 'out of memory'; exit 3;; esac`;
    const args = ['plan', 'chain.yaml', '--solver', 'highs', '--out', 'failed'];
    const { code, out, err } = await satqnProcess(args, { env: only('highs', script) });
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 0, trace: false });
    expect(err).toMatch(
      /^The search by highs broke off, .*: highs ended with code 3\. Its last words:\nout of memory$/m,
    );
    expect(out).toContain('The search by highs broke off');
    // The plan made at once is worth what the LP relaxation allows.
    expect(record('failed')).toMatchObject({ status: 'optimal', certificate: { status: 'verified' } });
    expect(existsSync(path('failed/report.html'))).toBe(true);
  });
});
