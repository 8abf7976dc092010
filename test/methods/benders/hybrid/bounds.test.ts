import { afterAll, beforeAll, expect, it } from 'vitest';
import { randomStream } from '../../../../src/base/random.ts';
import { ENCODING_NAMES } from '../../../../src/domain/hybrid.ts';
import type { Solver } from '../../../../src/lp/solver.ts';
import { ACCELERATED } from '../../../../src/methods/benders/options.ts';
import { layOut } from '../../../../src/model/layout.ts';
import type { Bits } from '../../../../src/qubo/qubo.ts';
import type { Sampler, SampleTask } from '../../../../src/qubo/sampler.ts';
import { highsSolver } from '../../../../src/solvers/highs.ts';
import { smallInstance } from '../../instances.ts';
import { milpOptimum } from '../../solve.ts';
import { type Driven, drive } from './drive.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await highsSolver();
});
afterAll(() => solver.close());

const liar = (name: string, readsOf: (task: SampleTask) => readonly Bits[]): Sampler => ({
  name,
  sample: async (task) => ({ reads: readsOf(task), trouble: null }),
});

/** Samplers that are of no use, or worse. */
const LIARS: readonly Sampler[] = [
  liar('random bits', ({ qubo, reads, seed }) => {
    const random = randomStream(seed, 'lies');
    return Array.from({ length: reads }, () => Uint8Array.from(qubo.linear, () => (random() < 0.5 ? 1 : 0)));
  }),
  liar('zeros', ({ qubo, reads }) => Array.from({ length: reads }, () => new Uint8Array(qubo.linear.length))),
  liar('the first path, with the largest θ', ({ qubo, groups }) => {
    const bits = new Uint8Array(qubo.linear.length).fill(1);
    for (const group of groups) for (const bit of group) bits[bit] = bit === group[0] ? 1 : 0;
    return [bits];
  }),
  { name: 'silence', sample: async () => ({ reads: [], trouble: 'ended with code 3' }) },
];

const family = { storage: true, demands: 2, slots: 3 } as const;

function expectHonest(run: Driven, optimum: number): void {
  for (const bound of run.bounds) expect(bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-7));
  expect(run.objective!).toBeLessThanOrEqual(optimum * (1 + 1e-7));
  for (const { exact } of run.steps) {
    if (exact?.bound != null) expect(exact.bound).toBeGreaterThanOrEqual(optimum * (1 - 1e-7));
  }
}

it('whatever a sampler says, bounds hold and exact masters close the gap, over 30 seeds', async () => {
  for (let seed = 1; seed <= 30; seed++) {
    // Without storage, every slot has a θ of its own.
    const instance = smallInstance(seed, { ...family, storage: seed % 5 > 0 });
    const layout = layOut(instance.problem);
    const optimum = (await milpOptimum(solver, instance))!;
    const sampler = LIARS[seed % LIARS.length]!;
    const encoding = (['slack', 'bounded', 'unbalanced'] as const)[seed % 3]!;
    const lied = await drive(solver, layout, { encoding, sampler: 'liar' }, { sampler });
    expect(lied.steps.length, sampler.name).toBeGreaterThan(0);
    expectHonest(lied, optimum);
    expect([lied.status, sampler.name]).toEqual(['optimal', sampler.name]);
    expect(lied.objective!).toBeCloseTo(optimum, 4);
    const built = await drive(solver, layout, { encoding: ENCODING_NAMES[seed % 4]! });
    expectHonest(built, optimum);
    expect(built.status).toBe('optimal');
  }
});

it('a sampler that claims the largest θ raises and lowers no bound: the outer one is that of exact masters', async () => {
  const instance = smallInstance(13, family);
  const optimum = (await milpOptimum(solver, instance))!;
  const run = await drive(
    solver,
    layOut(instance.problem),
    { encoding: 'slack', sampler: 'liar' },
    { sampler: LIARS[2]! },
  );
  const claims = run.steps.flatMap(({ sample }) => sample?.claimedTheta ?? []);
  expect(Math.max(...claims)).toBeGreaterThan(optimum * 1.01);
  run.steps.forEach(({ exact, loweredBy, raisedBy, sample, value }, index) => {
    expect(loweredBy === null || exact?.bound != null).toBe(true);
    expect(raisedBy === null || value !== null).toBe(true);
    if (!exact) expect(sample?.feasibleShare).toBeGreaterThan(0);
    if (raisedBy === 'sampler') expect(exact).toBeNull();
    expect(index === 0 || run.steps[index - 1]!.iteration < run.steps[index]!.iteration).toBe(true);
  });
  expect(run.boundBy).toBe('Benders master');
});

it('without a feasible read, or a new one, the exact master takes over and the step says why', async () => {
  const layout = layOut(smallInstance(2, family).problem);
  const reasons = async (sampler: Sampler) => {
    const { steps } = await drive(
      solver,
      layout,
      { encoding: 'slack', sampler: 'liar', certify: 1000 },
      { sampler },
    );
    return steps.map(({ exact, sample }) => [exact?.reason ?? 'sampled', sample?.feasibleShare ?? null]);
  };
  const zeros = await reasons(LIARS[1]!);
  expect(zeros[0]).toEqual(['no feasible read', 0]);
  const silent = await reasons(LIARS[3]!);
  expect(silent[0]).toEqual(['sampler failed', null]);
  // After three failures it is asked no more.
  expect(silent.slice(0, 3).every(([reason]) => reason === 'sampler failed')).toBe(true);
  for (const list of [zeros, silent]) {
    for (const entry of list.slice(3)) expect(entry).toEqual(['sampler failed', null]);
  }
  const repeated = await reasons(LIARS[2]!);
  expect(repeated[0]).toEqual(['sampled', 1]);
  expect(repeated[1]).toEqual(['no new read', 1]);
});

it('with an exact master at every step it is plain Benders', async () => {
  for (const accelerations of [undefined, ACCELERATED]) {
    const layout = layOut(smallInstance(3, family).problem);
    const change = accelerations ? { accelerations } : {};
    const plain = await drive(solver, layout, null, change);
    const hybrid = await drive(solver, layout, { certify: 1 }, change);
    expect(hybrid.steps.every(({ exact }) => exact?.reason === 'certify')).toBe(true);
    expect({ ...hybrid, bounds: [...new Set(hybrid.bounds)], steps: [], saved: [] }).toEqual({
      ...plain,
      bounds: [...new Set(plain.bounds)],
      saved: [],
    });
  }
});

it('at the iteration limit an exact master has the last word', async () => {
  const layout = layOut(smallInstance(10, family).problem);
  const { status, steps } = await drive(solver, layout, { certify: 1000 }, { iterationLimit: 3 });
  expect(status).toBe('iteration-limit');
  expect(steps.map(({ exact }) => exact?.reason ?? null)).toEqual([null, null, 'end of sampling']);
  expect(steps.at(-1)).toMatchObject({ value: null, loweredBy: 'exact master', iteration: 4 });
});

it('every cut of a step is saved, those of the first phase included', async () => {
  const instance = smallInstance(6, { ...family, demands: 3, slots: 6, pathsPerKind: 3 });
  const { steps, saved } = await drive(solver, layOut(instance.problem), {}, { accelerations: ACCELERATED });
  expect(steps.length).toBeGreaterThan(2);
  expect(steps.map(({ cuts }) => cuts.held)).toEqual(saved);
});
