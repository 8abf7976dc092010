import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { loadStudy, readStudyFile } from '../../src/node/study/study-file.ts';
import { jobCount } from '../../src/study/grid.ts';
import { STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { read, path } = workplace();

/** Twelve quick jobs. */
const SMALL = `satqnStudy: 1
name: small
base: {generator: {pairs: 1, slots: 2, paths: 2, virtualPaths: 1, subPaths: 1}}
axes:
  - {name: storageCapacity, fields: [generator.storageCapacity], values: [200, 1500], unit: pairs}
  - {name: unit, fields: [generator.capacityUnit], values: [pairs-per-slot, pairs-per-second]}
replications: 3
schemes: [ps-egr, rrs, greedy]
methods: [{method: milp, timeLimitSeconds: 60}]
draws: 2
figures: [{name: pairs, x: storageCapacity, panel: unit}]
`;
const write = (name: string, text: string) => writeFileSync(path(name), text);
write('small.yaml', SMALL);

const linesOf = (file: string) => read(file).trimEnd().split('\n');
const jobsIn = (directory: string) =>
  existsSync(path(`${directory}/jobs.ndjson`)) ? read(`${directory}/jobs.ndjson`).split('\n').length - 2 : 0;
const cellsOf = (file: string) => {
  const [head, ...rows] = linesOf(file).map((line) => line.split(','));
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head![i]!, cell])));
};
/** A table without what differs from run to run. */
const untimed = (file: string) =>
  cellsOf(file).map(({ seconds, milpSeconds, ...rest }) => ({
    ...rest,
    timed: seconds !== '' && seconds !== undefined,
  }));

describe('a study', () => {
  it('keeps unrelated files with the names of its own', async () => {
    mkdirSync(path('foreign'));
    write('foreign/pairs.svg', 'mine');
    const { code, err } = await satqn(['study', 'small.yaml', '--out', 'foreign']);
    expect(code).toBe(2);
    expect(err).toContain('overwritten: pairs.svg. Choose another --out, or move them away.');
    expect(readdirSync(path('foreign'))).toEqual(['pairs.svg']);
  });

  it('killed twice at any moment ends with the same rows as one that was not', async () => {
    const args = ['study', 'small.yaml', '--workers', '2'];
    const peace = await satqn([...args, '--out', 'peace']);
    expect({ code: peace.code, trace: STACK_TRACE.test(peace.err) }).toEqual({ code: 0, trace: false });
    expect(peace.err).toContain('12 of 12 done');
    expect(peace.out).toMatch(/storageCapacity +unit +PS-EGR +RRS +greedy/);

    for (const jobs of [2, 6]) {
      const kill = (child: { kill(signal: NodeJS.Signals): boolean }) => {
        const watch = setInterval(() => {
          if (jobsIn('killed') < jobs) return;
          clearInterval(watch);
          child.kill('SIGKILL');
        }, 5).unref();
      };
      let watched = false;
      const { signal } = await satqnProcess([...args, '--out', 'killed'], {
        onProgress: (_, child) => {
          if (!watched) kill(child);
          watched = true;
        },
      });
      expect(signal).toBe('SIGKILL');
      expect(jobsIn('killed')).toBeGreaterThanOrEqual(jobs);
      expect(jobsIn('killed')).toBeLessThan(12);
    }
    const before = linesOf('killed/jobs.ndjson');
    expect((await satqn([...args, '--out', 'killed'])).code).toBe(0);
    // No job ran twice, and none is listed twice.
    const after = linesOf('killed/jobs.ndjson');
    expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1));
    expect(new Set(after.slice(1).map((line) => JSON.parse(line).id)).size).toBe(12);
    expect(after.length).toBe(13);
    expect(untimed('peace/rows.csv').length).toBe(36);
    expect(untimed('killed/rows.csv')).toEqual(untimed('peace/rows.csv'));
    expect(untimed('killed/draws.csv')).toEqual(untimed('peace/draws.csv'));
  });

  it('writes the same table as CSV and Parquet, a summary and figures', async () => {
    const rows = await parquetReadObjects({ file: toArrayBuffer(readFileSync(path('peace/rows.parquet'))) });
    const text = rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([key, value]) => [key, value === null ? '' : String(value)]),
      ),
    );
    expect(text).toEqual(cellsOf('peace/rows.csv'));
    expect(rows[0]).toMatchObject({
      storageCapacity: 200,
      unit: 'pairs-per-slot',
      seed: 1,
      scheme: 'ps-egr',
    });
    expect(rows[0]!.totalPairs).toBeGreaterThan(0);
    expect(rows[0]!.milpGap).toBeLessThanOrEqual(1e-4);

    const of = (scheme: string) =>
      cellsOf('peace/rows.csv')
        .filter(
          (row) => row.scheme === scheme && row.storageCapacity === '200' && row.unit === 'pairs-per-slot',
        )
        .map((row) => Number(row.totalPairs));
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const greedy = cellsOf('peace/summary.csv').find(
      (row) => row.scheme === 'greedy' && row.measure === 'totalPairs',
    )!;
    expect(Number(greedy.n)).toBe(3);
    expect(Number(greedy.mean)).toBeCloseTo(mean(of('greedy')), 6);
    expect(Number(greedy.pairedMean)).toBeCloseTo(mean(of('ps-egr')) - mean(of('greedy')), 6);

    const summary = JSON.parse(read('peace/summary.json'));
    expect(summary.jobs).toEqual({ total: 12, done: 12, failed: 0 });
    expect(summary.figures[0].name).toBe('pairs');
    expect(read('peace/pairs.svg')).toContain('<svg');
    expect(linesOf('peace/draws.csv').length).toBe(1 + 12 * 2);
  });

  it('after a change, runs the missing jobs and leaves jobs that no longer belong to it out of the results', async () => {
    write('fewer.yaml', SMALL.replace('[200, 1500]', '[1500]'));
    const fewer = await satqn(['study', 'fewer.yaml', '--replications', '2', '--out', 'peace', '--json']);
    expect(fewer.code).toBe(0);
    expect(fewer.err).toContain('8 earlier jobs in peace do not belong to the study as it is now');
    const { jobs, points } = JSON.parse(fewer.out);
    expect(jobs).toEqual({ total: 4, done: 4, failed: 0 });
    expect(new Set(points.map(({ at }: { at: { storageCapacity: number } }) => at.storageCapacity))).toEqual(
      new Set([1500]),
    );
    expect(jobsIn('peace')).toBe(12);
  });

  it('writes the results so far if it is interrupted, and says how to resume', async () => {
    let sent = false;
    const { code, err, out } = await satqnProcess(
      ['study', 'small.yaml', '--workers', '1', '--out', 'interrupted'],
      {
        onProgress: (text, child) => {
          if (sent || !/^1 of 12 done/m.test(text)) return;
          sent = child.kill('SIGINT');
        },
      },
    );
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 130, trace: false });
    expect(err).toMatch(/Interrupted with \d+ of 12 jobs\. Run the same command again to resume\./);
    expect(out).toContain('Written to interrupted: rows.csv');
    expect(linesOf('interrupted/rows.csv').length).toBe(1 + 3 * jobsIn('interrupted'));
  });

  it('records a failed job and continues; --retry-failed tries it again', async () => {
    write(
      'failing.yaml',
      `satqnStudy: 1
name: failing
base: {generator: {slots: 1, paths: 1, virtualPaths: 0, subPaths: 0}}
axes:
  - {name: pairs, fields: [generator.pairs], values: [1, 2]}
  - {name: stations, fields: [generator.stations], values: [4, 2]}
schemes: [greedy]
`,
    );
    const { code, err } = await satqn(['study', 'failing.yaml', '--out', 'failing']);
    expect(code).toBe(6);
    expect(err).toContain(
      'Failed at pairs = 2, stations = 2, seed 1: pairs: there are not that many pairs of stations in the two cities; found 2.',
    );
    expect(err).toContain('1 of 4 jobs failed');
    expect(linesOf('failing/rows.csv').length).toBe(1 + 3);
    expect(jobsIn('failing')).toBe(4);
    expect((await satqn(['study', 'failing.yaml', '--out', 'failing', '--retry-failed'])).code).toBe(6);
    expect(jobsIn('failing')).toBe(5);
    expect(linesOf('failing/rows.csv').length).toBe(1 + 3);
  });

  const manyValues = Array.from({ length: 1000 }, (_, i) => i);
  it.each([
    [['nowhere.yaml'], 'nowhere.yaml: The file cannot be read: does not exist.'],
    [['small.yaml', '--workers', '0'], "argument '0' is invalid. It must be a number from 1 to 1024."],
    [['small.yaml', '--workers', 'two'], "argument 'two' is invalid. It must be a number from 1 to 1024."],
    [
      ['small.yaml', '--out', 'failing'],
      "The rows here are of another study, 'failing'. Choose another --out",
    ],
    [['small.yaml', '--out', 'small.yaml'], 'Cannot write here'],
    [['many.yaml'], 'The study has 1,000,000 jobs: 1000 of k × 1000 replications. Add --yes to run them all'],
    [['base.yaml'], 'missing.yaml: The file cannot be read: does not exist.'],
  ])('refuses %j', async (args, message) => {
    write(
      'many.yaml',
      `satqnStudy: 1
name: many
base: {generator: {}}
axes: [{name: k, fields: [generator.storageCapacity], values: [${manyValues}]}]
replications: 1000
`,
    );
    write('base.yaml', 'satqnStudy: 1\nname: base\nbase: {scenario: missing.yaml}\n');
    const placed = args.map((arg) => (/^[a-z]+\.yaml$|^failing$/.test(arg) ? path(arg) : arg));
    const { code, err } = await satqn(['study', ...placed]);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });
});

describe('bundled studies', () => {
  it.each([
    ['fig5', 6 * 2 * 30],
    ['fig6', 6 * 2 * 30],
    ['eurasia', 5 * 2 * 4],
  ])('%s fits its base and has %i jobs', async (name, count) => {
    const { study } = await loadStudy(await readStudyFile(name));
    expect(jobCount(study)).toBe(count);
    expect(study.name).toBe(name);
    expect(study.figures.length).toBeGreaterThan(0);
  });
});

function toArrayBuffer({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
