import { existsSync } from 'node:fs';
import { rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../base/errors.ts';
import type { Comparison } from '../domain/comparison.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { PlanRecord } from '../planning/record.ts';
import { drawComparison } from '../report/comparison-figure.ts';
import { type WriteError, writeEach } from './atomic-file.ts';
import { refuseForeignFiles } from './foreign-files.ts';
import { lockIfThereIsRoom } from './lock.ts';
import { drawPng } from './png.ts';
import { createRunDirectory, type OnWriteFailure, type RunDirectory } from './run-directory.ts';

/**
 * What a comparison leaves on disk: a run directory for each scheme as it ends, the whole at the end. As in
 * a run directory, nothing is thrown because a file cannot be written.
 */
interface ComparisonDirectory {
  readonly path: string;
  /** Queues the record of a scheme. */
  save(record: PlanRecord): void;
  /**
   * Waits for what is queued, tries again what failed of it, and writes the comparison.
   * @returns the files that are not as they should be
   */
  finish(comparison: Comparison): Promise<readonly WriteError[]>;
  /** Waits for what is queued and gives the directory to others. */
  close(): Promise<void>;
}

const SVG_FILE = 'comparison.svg';
const PNG_FILE = 'comparison.png';

/**
 * Takes a directory for a comparison of these schemes.
 * @throws InputError where somebody else writes there, or where it already holds a comparison, a run of
 * one or files of their names, which would be lost; WriteError where the place is not one to write to
 */
export async function createComparisonDirectory(
  path: string,
  schemes: readonly SchemeName[],
  onFailure: OnWriteFailure,
): Promise<ComparisonDirectory> {
  const unlock = await lockIfThereIsRoom(path, onFailure);
  const runs = new Map<SchemeName, RunDirectory>();
  const giveBack = async () => {
    for (const run of runs.values()) {
      await run.close();
      // Of a scheme that was not come to; one that holds something stays.
      await rmdir(run.path).catch(() => {});
    }
    await unlock();
  };
  try {
    if (existsSync(join(path, 'comparison.json'))) throw holdsComparison(path);
    refuseForeignFiles(path, [SVG_FILE, PNG_FILE]);
    for (const scheme of schemes) {
      runs.set(scheme, await createRunDirectory(join(path, scheme), onFailure));
    }
  } catch (error) {
    await giveBack();
    throw error;
  }
  /** Of schemes whose files are not all there. */
  const unsaved = new Map<SchemeName, PlanRecord>();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    path,
    save(record) {
      queue = queue.then(async () => {
        const failures = await runs.get(record.scheme)!.finish(record);
        if (failures.length > 0) unsaved.set(record.scheme, record);
      });
      // Reported by finish() and close(); without this it would end the process before.
      queue.catch(() => {});
    },
    async finish(comparison) {
      await queue;
      const failures: WriteError[] = [];
      for (const [scheme, record] of unsaved) failures.push(...(await runs.get(scheme)!.finish(record)));
      const { svg } = drawComparison(comparison);
      const drawing = await drawPng(svg);
      const files = [
        { path: join(path, 'comparison.json'), content: () => `${JSON.stringify(comparison, null, 2)}\n` },
        { path: join(path, SVG_FILE), content: () => svg },
        ...('png' in drawing ? [{ path: join(path, PNG_FILE), content: () => drawing.png }] : []),
      ];
      return [...failures, ...(await writeEach(files, onFailure))];
    },
    async close() {
      await queue;
      await giveBack();
    },
  };
}

const holdsComparison = (file: string): InputError =>
  new InputError([
    {
      path: '',
      file,
      message: 'The directory already holds a comparison.',
      hint: 'Choose another --out, or remove the directory.',
    },
  ]);
