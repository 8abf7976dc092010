import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { JOBS_FILE, type Journal, openJournal } from '../../src/node/study/journal.ts';
import type { JobRecord, JobsHeader } from '../../src/study/job.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'satqn-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

const header: JobsHeader = { satqnStudyJobs: 1, study: 's', hash: 'abc', version: '1' };
const failed = (id: string, error = 'no'): JobRecord => ({
  id,
  at: { a: 1 },
  seed: 1,
  seconds: 0.5,
  status: 'failed',
  error,
});
const text = () => readFileSync(join(directory, JOBS_FILE), 'utf8');
const opened = () => openJournal(directory, header, () => {});
/** Of a job that was tried again, the last. */
const jobsOf = async (journal: Journal): Promise<ReadonlyMap<string, JobRecord>> => {
  const jobs = new Map<string, JobRecord>();
  for await (const job of journal.list()) jobs.set(job.id, job);
  return jobs;
};
const idsAfter = async (change: () => void) => {
  const journal = await opened();
  for (const id of ['x', 'y']) await journal.put(failed(id));
  await journal.close();
  change();
  const again = await opened();
  await again.close();
  return [...(await jobsOf(again)).keys()];
};

describe('the file of jobs', () => {
  it('gives back what was appended, and the last line of a job that was tried again', async () => {
    const journal = await opened();
    expect((await jobsOf(journal)).size).toBe(0);
    await Promise.all([failed('x'), failed('y'), failed('x', 'again')].map(journal.put));
    await journal.close();
    expect(text().trimEnd().split('\n').length).toBe(4);
    const again = await opened();
    await again.close();
    expect([...(await jobsOf(again)).values()]).toEqual([failed('x', 'again'), failed('y')]);
  });

  it.each(['{', '{"id":"z","at":{}', `${JSON.stringify(failed('z'))}`])(
    'loses a torn last line, and only that: %s',
    async (torn) => {
      expect(await idsAfter(() => appendFileSync(join(directory, JOBS_FILE), torn))).toEqual(['x', 'y']);
      expect(text().endsWith('}\n')).toBe(true);
    },
  );

  it('torn at any byte is the lines before it', async () => {
    await idsAfter(() => {});
    const whole = text();
    for (let length = 0; length <= whole.length; length += 7) {
      writeFileSync(join(directory, JOBS_FILE), whole.slice(0, length));
      const journal = await opened();
      await journal.close();
      // The header is written again where it was torn itself.
      const lines = Math.max(1, whole.slice(0, length).split('\n').length - 1);
      expect([...(await jobsOf(journal)).keys()]).toEqual(['x', 'y'].slice(0, lines - 1));
      expect(text()).toBe(whole.split('\n').slice(0, lines).join('\n').concat('\n'));
    }
  });

  it('of another kind is refused and left unchanged, even without a line break', async () => {
    const precious = '{"precious": 1}';
    appendFileSync(join(directory, JOBS_FILE), precious);
    await expect(opened()).rejects.toThrow('The first line does not describe a study.');
    expect(text()).toBe(precious);
  });

  it('longer than one block is cut off at the right place', async () => {
    const torn = 'x'.repeat(200_000);
    expect(await idsAfter(() => appendFileSync(join(directory, JOBS_FILE), torn))).toEqual(['x', 'y']);
  });

  it.each([
    [
      (lines: string[]) => [lines[0], '{}', ...lines.slice(1)],
      /jobs.ndjson:2:1: This line is not the record of a job\./,
    ],
    [(lines: string[]) => lines.slice(1), /The first line does not describe a study\./],
    [
      (lines: string[]) => [JSON.stringify({ ...header, study: 'other', hash: 'x' }), ...lines.slice(1)],
      /The rows here are of another study, 'other'\. Choose another --out/,
    ],
    [
      (lines: string[]) => [JSON.stringify({ ...header, hash: 'x' }), ...lines.slice(1)],
      /The rows here are of a study 's' with another base or other axes\./,
    ],
  ])('that is damaged or of another study is refused: %#', async (change, message) => {
    const damage = () => {
      const lines = text().trimEnd().split('\n');
      writeFileSync(join(directory, JOBS_FILE), `${change(lines).join('\n')}\n`);
    };
    const before = () => text();
    await expect(idsAfter(damage)).rejects.toThrow(message);
    expect(before()).toContain('"id":"y"');
  });
});
