import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WriteError } from '../../src/node/atomic-file.ts';
import { createRunDirectory, readProofs, readRun, reopenRunDirectory } from '../../src/node/run-directory.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import { fixture, pointed } from '../report/fixture.ts';
import { disk, fill, fillOnce, hasFullDevice, obstruct } from './disk.ts';

const { directory } = disk();
const record = fixture as unknown as PlanRecord;
const proof = (from: number) => ({ kind: 'block', from, to: from + 1, bound: 5, prices: [] }) as const;
const FILES = ['rates.csv', 'report.html', 'run.json', 'stocks.csv'];

/** A run directory, and the names of files whose failure was reported. */
async function newRun() {
  const path = join(directory(), 'run');
  const told: string[] = [];
  const run = await createRunDirectory(path, ({ file }: WriteError) =>
    told.push(file.slice(path.length + 1)),
  );
  return { path, told, run };
}

describe('a run directory', () => {
  it('has one writer', async () => {
    const { path, run } = await newRun();
    await expect(createRunDirectory(path, () => {})).rejects.toThrow('is already writing here');
    expect(await run.finish(record)).toEqual([]);
    await expect(reopenRunDirectory(path, () => {})).rejects.toThrow('is already writing here');
    await run.close();
    expect(readdirSync(path).sort()).toEqual(FILES);
    const again = await reopenRunDirectory(path, () => {});
    expect(again.record.objective).toBe(record.objective);
    await again.directory.close();
  });

  it('has a schedule of telescopes if the plan points them', async () => {
    const { path, run } = await newRun();
    await run.finish(pointed as unknown as PlanRecord);
    await run.close();
    expect(readdirSync(path).sort()).toEqual(['pointing.csv', ...FILES]);
    expect(readFileSync(join(path, 'pointing.csv'), 'utf8').split('\n')).toHaveLength(6);
    expect((await readRun(path)).schedule).toEqual(pointed.schedule);
  });

  it('that cannot be resumed is unlocked', async () => {
    const { path, run } = await newRun();
    await run.finish(record);
    await run.close();
    for (let time = 0; time < 2; time++) {
      await expect(createRunDirectory(path, () => {})).rejects.toThrow('already holds a run');
    }
    writeFileSync(join(path, 'run.json'), '{');
    for (let time = 0; time < 2; time++) {
      await expect(reopenRunDirectory(path, () => {})).rejects.toThrow('not complete JSON');
    }
    expect(readdirSync(path).sort()).toEqual(FILES);
  });

  it.each(['report.html', 'rates.csv', 'stocks.csv', 'pointing.csv'])(
    'keeps an unrelated %s, and everything else',
    async (name) => {
      const path = directory();
      for (const file of [name, 'notes.txt']) writeFileSync(join(path, file), 'mine');
      await expect(createRunDirectory(path, () => {})).rejects.toThrow(`overwritten: ${name}.`);
      expect(readdirSync(path).sort()).toEqual([name, 'notes.txt'].sort());
      rmSync(join(path, name));
      const run = await createRunDirectory(path, () => {});
      await run.finish(record);
      await run.close();
      expect(readFileSync(join(path, 'notes.txt'), 'utf8')).toBe('mine');
    },
  );

  it('that does not exist is not created by resuming', async () => {
    const path = join(directory(), 'nowhere');
    await expect(reopenRunDirectory(path, () => {})).rejects.toThrow('does not exist');
    expect(existsSync(path)).toBe(false);
  });

  it.each(FILES)('without %s has all the others', async (name) => {
    const { path, told, run } = await newRun();
    obstruct(join(path, name));
    run.save(record);
    const failures = await run.finish(record);
    await run.close();
    expect(failures.map(({ file }) => file)).toEqual([join(path, name)]);
    expect(told).toEqual([name]);
    expect(readdirSync(path).sort()).toEqual(FILES);
    for (const other of FILES.filter((file) => file !== name)) {
      expect(readFileSync(join(path, other), 'utf8').length).toBeGreaterThan(10);
    }
  });

  it('that was deleted meanwhile is created again', async () => {
    const { path, run } = await newRun();
    rmSync(path, { recursive: true });
    run.save(record);
    expect(await run.finish(record)).toEqual([]);
    await run.close();
    expect(readdirSync(path).sort()).toEqual(FILES);
  });

  it('that cannot rewrite its proofs removes them, since others would be taken for its own', async () => {
    const { path, told, run } = await newRun();
    run.saveProofs([proof(0), proof(1)]);
    await run.finish(record);
    await run.close();
    const { directory: again, proofs } = await reopenRunDirectory(path, ({ file }) => told.push(file));
    expect(proofs.length).toBe(2);
    if (hasFullDevice) fillOnce(join(path, 'proofs.ndjson'));
    await again.keepProofs(hasFullDevice ? proofs.slice(0, 1) : []);
    await again.close();
    expect(await readProofs(path)).toEqual([]);
  });
});

describe.runIf(hasFullDevice)('a run directory on a full disk', () => {
  it('reports each failed file once and at once, and writes all of them when there is room again', async () => {
    const { path, told, run } = await newRun();
    fill(join(path, 'proofs.ndjson'));
    run.saveProofs([proof(0)]);
    run.saveProofs([proof(1)]);
    for (const status of ['interrupted', 'optimal'] as const) {
      fillOnce(join(path, 'run.json'));
      run.save({ ...record, status });
      await run.finish({ ...record, status });
    }
    expect(told).toEqual(['proofs.ndjson', 'run.json']);
    expect((await readRun(path)).status).toBe('optimal');
    rmSync(join(path, 'proofs.ndjson'));
    expect(await run.finish(record)).toEqual([]);
    await run.close();
    expect(await readProofs(path)).toEqual([proof(0), proof(1)]);
    expect(readdirSync(path).sort()).toEqual(['proofs.ndjson', ...FILES]);
  });
});
