import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseRunRecord } from '../../src/io/run-record.ts';
import { obstruct } from '../node/disk.ts';
import { CHAIN, STACK_TRACE, satqn, satqnProcess, workplace } from './satqn.ts';

const { path, read } = workplace();
beforeAll(() => writeFileSync(path('chain.yaml'), CHAIN));

/** Blocks the path of a file as soon as the command prints anything. */
const obstructing = (file: string) => ({
  onProgress: () => {
    if (!existsSync(path(file))) obstruct(path(file));
  },
});
const parts = (directory: string) => readdirSync(path(directory)).filter((name) => name.endsWith('.part'));

describe('if a file cannot be written', () => {
  it('a plan ends with 8, with its summary and all other files', async () => {
    mkdirSync(path('table'));
    obstruct(path('table/rates.csv'));
    const { code, out, err } = await satqn(['plan', 'chain.yaml', '--out', 'table']);
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 8, trace: false });
    expect(out).toMatch(/Σ α y = 10 pairs\/s/);
    expect(out).toContain('Report: table/report.html');
    expect(err).toMatch(/^Warning: table\/rates\.csv cannot be written: /m);
    expect(err).toMatch(
      /^These files could not be written, even at the second attempt:\n {2}table\/rates\.csv: /m,
    );
    expect(parseRunRecord(read('table/run.json')).status).toBe('optimal');
    expect(parts('table')).toEqual([]);
  });

  it('the record goes to standard output, and the summary to standard error', async () => {
    const { code, out, err } = await satqn(
      ['plan', 'chain.yaml', '--out', 'record'],
      obstructing('record/run.json'),
    );
    expect(code).toBe(8);
    expect(parseRunRecord(out).objective).toBeCloseTo(10, 6);
    expect(err).toMatch(/Σ α y = 10 pairs\/s/);
    expect(err).toContain('The content of run.json was printed on standard output instead.');
    expect(read('record/rates.csv').split('\n').length).toBe(4);
    expect(parts('record')).toEqual([]);
  });

  it('a comparison goes to standard output, and each scheme is saved on its own', async () => {
    const { code, out, err } = await satqn(
      ['compare', 'chain.yaml', '--schemes', 'nss', 'greedy', '--out', 'compared'],
      {
        onProgress: () => {
          for (const file of ['compared/comparison.json', 'compared/nss/run.json']) {
            if (existsSync(path('compared')) && !existsSync(path(file))) obstruct(path(file));
          }
        },
      },
    );
    expect(code).toBe(8);
    expect(JSON.parse(out).results.length).toBe(2);
    expect(err).toContain('NSS');
    expect(err).toContain('The content of comparison.json was printed on standard output instead.');
    expect(parseRunRecord(read('compared/greedy/run.json')).scheme).toBe('greedy');
    expect(read('compared/nss/report.html')).toContain('<svg');
  });

  it('a more important exit code replaces 8', async () => {
    const wanting = CHAIN.replace('destination: b}', 'destination: b, minimumRate: 6}');
    mkdirSync(path('wanting'));
    obstruct(path('wanting/rates.csv'));
    expect((await satqn(['plan', '-', '--out', 'wanting'], { input: wanting })).code).toBe(3);
  });

  it('a study ends with 8, with its summary and all other files', async () => {
    const study = `satqnStudy: 1
name: one
base: {generator: {pairs: 1, slots: 1, paths: 1, virtualPaths: 0, subPaths: 0}}
axes: [{name: capacity, fields: [generator.storageCapacity], values: [200]}]
replications: 1
schemes: [greedy]
`;
    writeFileSync(path('one.yaml'), study);
    mkdirSync(path('studied'));
    obstruct(path('studied/rows.csv'));
    const { code, out, err } = await satqn(['study', 'one.yaml', '--out', 'studied']);
    expect(code).toBe(8);
    expect(out).toContain('greedy');
    expect(out).toContain('Written to studied: rows.parquet, ');
    expect(err).toMatch(
      /^These files could not be written, even at the second attempt:\n {2}studied\/rows\.csv: /m,
    );
    expect(JSON.parse(read('studied/summary.json')).jobs.done).toBe(1);
  });

  it.runIf(existsSync('/dev/full'))('a full standard output is reported, and ends with 8', async () => {
    const { code, err } = await satqnProcess(['plan', 'chain.yaml', '--out', 'cut'], { outTo: '/dev/full' });
    expect({ code, trace: STACK_TRACE.test(err) }).toEqual({ code: 8, trace: false });
    expect(err).toContain('Standard output cannot be written: ');
    expect(parseRunRecord(read('cut/run.json')).status).toBe('optimal');
  });
});

describe('a directory that a command is writing to', () => {
  it('is refused by plan, --resume and compare', async () => {
    expect((await satqn(['plan', 'chain.yaml', '--out', 'taken'])).code).toBe(0);
    const { hostname } = await import('node:os');
    const flag = `lock-${hostname().replace(/[^\w.-]/g, '_')}-${process.ppid}`;
    writeFileSync(path(`taken/${flag}`), '');
    mkdirSync(path('fresh'));
    writeFileSync(path(`fresh/${flag}`), '');
    for (const args of [
      ['plan', '--resume', 'taken'],
      ['plan', 'chain.yaml', '--out', 'fresh'],
      ['compare', 'chain.yaml', '--out', 'fresh'],
    ]) {
      const { code, err, out } = await satqn(args);
      expect({ args, code, out }).toEqual({ args, code: 2, out: '' });
      expect(err).toContain(`Another process, number ${process.ppid}, is writing here.`);
    }
    expect(readdirSync(path('fresh'))).toEqual([flag]);
  });

  it('under runs/ differs for two commands at the same time', async () => {
    const outcomes = await Promise.all(
      [satqn, satqnProcess].map((command) => command(['plan', 'chain.yaml'])),
    );
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    expect(readdirSync(path('runs')).sort()).toEqual(['chain', 'chain-2']);
  });
});
