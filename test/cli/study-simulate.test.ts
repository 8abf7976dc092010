import { readFileSync, writeFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SummaryRow } from '../../src/domain/study.ts';
import type { JobRecord } from '../../src/study/job.ts';
import { satqn, workplace } from './satqn.ts';

const { read, path } = workplace();

/** Two points, at which pairs wait for partners that come as often, or more often. */
const NETWORK = `satqn: 1
name: relay
horizon: {slots: 1, slotSeconds: 20}
nodes: [{id: a, kind: ground}, {id: m, kind: ground}, {id: b, kind: ground}]
links:
  - {ends: [a, m], capacity: 20, fidelity: 0.97}
  - {ends: [m, b], capacity: 20, fidelity: 0.97}
demands: [{source: a, destination: b, fidelityTarget: 0.9}]
`;
const STUDY = `satqnStudy: 1
name: relay
base: {scenario: relay.yaml}
axes: [{name: capacity, fields: ["links[1].capacity"], values: [20, 200]}]
schemes: [ps-egr, greedy]
methods: [{method: milp, timeLimitSeconds: 60}]
`;
const SIMULATED = `${STUDY}simulation: {replications: 7, coherenceSeconds: 2}
figures: [{name: spec, x: capacity, measure: inSpecPairs}]
`;
const write = (name: string, text: string) => writeFileSync(path(name), text);

const jobsIn = (directory: string): Extract<JobRecord, { status: 'done' }>[] =>
  read(`${directory}/jobs.ndjson`)
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line));

const cellsOf = (file: string) => {
  const [head, ...rows] = read(file)
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head![i]!, cell])));
};

/** Rows without what differs from run to run. */
const untimed = (file: string) => cellsOf(file).map(({ seconds, milpSeconds, ...rest }) => rest);

beforeAll(() => {
  write('relay.yaml', NETWORK);
  write('study.yaml', STUDY);
  write('simulated.yaml', SIMULATED);
});

describe('satqn study with simulations', () => {
  it('puts what comes true beside what is planned, in every table, in the summary and in figures', async () => {
    const { code, out } = await satqn(['study', 'simulated.yaml', '--out', 'simulated']);
    expect(code).toBe(0);
    for (const title of ['Total pairs', 'Pairs delivered when simulated', 'Pairs in spec when simulated']) {
      expect(out).toContain(`${title}, mean and 95 %`);
    }
    const rows = cellsOf('simulated/rows.csv');
    expect(rows).toHaveLength(4);
    expect(Object.keys(rows[0]!).slice(5, 11)).toEqual([
      'totalPairs',
      'plannedPairs',
      'realisedPairs',
      'realisedHalfWidth',
      'inSpecPairs',
      'inSpecHalfWidth',
    ]);
    const parquet = await parquetReadObjects({
      file: new Uint8Array(readFileSync(path('simulated/rows.parquet'))).buffer as ArrayBuffer,
    });
    const jobs = jobsIn('simulated');
    rows.forEach((row, index) => {
      const job = jobs.find(({ at }) => String(at.capacity) === row.capacity)!;
      const { simulated } = job.comparison.results.find(({ scheme }) => scheme === row.scheme)!;
      expect(simulated!.replications).toBe(7);
      expect(Number(row.plannedPairs)).toBeCloseTo(Number(row.totalPairs), 9);
      expect(Number(row.realisedPairs)).toBe(simulated!.realised.mean);
      expect(Number(row.realisedHalfWidth)).toBe(simulated!.realised.halfWidth);
      expect(Number(row.inSpecPairs)).toBe(simulated!.inSpec.mean);
      expect(Number(row.inSpecHalfWidth)).toBe(simulated!.inSpec.halfWidth);
      expect(parquet[index]!.inSpecPairs).toBe(simulated!.inSpec.mean);
    });
    const inSpec = (capacity: string) =>
      Number(rows.find((row) => row.capacity === capacity && row.scheme === 'ps-egr')!.inSpecPairs);
    // 400 are planned at both points; with plenty of partners hardly any waits long.
    expect(inSpec('20')).toBeLessThan(320);
    expect(inSpec('200')).toBeGreaterThan(350);
    const { points } = JSON.parse(read('simulated/summary.json')) as { points: SummaryRow[] };
    expect(points.filter(({ measure }) => measure === 'realisedPairs')).toHaveLength(4);
    expect(cellsOf('simulated/summary.csv').map(({ measure }) => measure)).toContain('inSpecPairs');
    expect(read('simulated/spec.svg')).toContain('delivered in spec');
  });

  it('simulates nothing again that is there', async () => {
    const before = read('simulated/jobs.ndjson');
    const results = untimed('simulated/rows.csv');
    const lines = before.trimEnd().split('\n');
    // As if it had been killed in the second job.
    write('simulated/jobs.ndjson', `${lines.slice(0, 2).join('\n')}\n${lines[2]!.slice(0, 40)}`);
    const resumed = await satqn(['study', 'simulated.yaml', '--out', 'simulated']);
    expect(resumed.code).toBe(0);
    const after = read('simulated/jobs.ndjson').trimEnd().split('\n');
    expect(after.slice(0, 2)).toEqual(lines.slice(0, 2));
    expect(after).toHaveLength(3);
    expect(untimed('simulated/rows.csv')).toEqual(results);
  });

  it('--simulate says how often, over the study file, and is nothing that was not asked for', async () => {
    expect((await satqn(['study', 'study.yaml', '--out', 'plain'])).code).toBe(0);
    expect(read('plain/jobs.ndjson')).not.toContain('simulated');
    expect(read('plain/rows.csv')).not.toMatch(/realised|inSpec|plannedPairs/);
    expect(read('plain/summary.json')).not.toMatch(/realised|inSpec|simulation/);
    // Other work: nothing of what was not simulated counts.
    const { code, err } = await satqn(['study', 'study.yaml', '--out', 'plain', '--simulate', '3']);
    expect(code).toBe(0);
    expect(err).toMatch(/2 earlier jobs .* do not belong/);
    const [job] = jobsIn('plain').slice(-1);
    expect(job!.comparison.results[0]!.simulated!.replications).toBe(3);
    expect((await satqn(['study', 'simulated.yaml', '--out', 'more', '--simulate', '4'])).code).toBe(0);
    const { study } = JSON.parse(read('more/summary.json'));
    expect(study.simulation).toMatchObject({ replications: 4, coherenceSeconds: 2 });
  });

  it.each(['0', '1.5', '-3', 'NaN', 'many'])('refuses --simulate %s', async (count) => {
    const { code, err } = await satqn(['study', 'study.yaml', '--simulate', count, '--out', 'refused']);
    expect(code).toBe(2);
    expect(err).toMatch(/whole number|must be a number/);
  });

  it('refuses figures of simulations that nobody asks for, with the cure', async () => {
    write('figure.yaml', `${STUDY}figures: [{name: spec, x: capacity, measure: realisedPairs}]\n`);
    const { code, err } = await satqn(['study', 'figure.yaml', '--out', 'refused']);
    expect(code).toBe(2);
    expect(err).toMatch(/figures\[0\]\.measure: .*realisedPairs.*simulation: \{ replications: 50 \}/);
  });
});
