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
 * What a comparison leaves on disk: a run directory for each scheme when it ends, and the comparison at the end. As for
 * a run directory, no method throws because a file cannot be written.
 */
interface ComparisonDirectory {
  readonly path: string;
  /** Queues the record of a scheme. */
  save(record: PlanRecord): void;
  /**
   * Waits for the queue, tries again what failed, and writes the comparison.
   * @returns the files that could not be written
   */
  finish(comparison: Comparison): Promise<readonly WriteError[]>;
  /** Waits for the queue and unlocks the directory. */
  close(): Promise<void>;
}

const SVG_FILE = 'comparison.svg';
const PNG_FILE = 'comparison.png';

/**
 * Locks a directory for a comparison of these schemes.
 * @throws InputError if another process writes there, or if it already holds a comparison, a run of one of the schemes,
 *   or files with the same names, which would be lost; WriteError if nothing can be written there
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
      // Removes the directory of a scheme that did not run; the call fails if there is something in it.
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
  /** Records of schemes with missing files. */
  const unsaved = new Map<SchemeName, PlanRecord>();
  let queue: Promise<unknown> = Promise.resolve();
  return {
    path,
    save(record) {
      queue = queue.then(async () => {
        const failures = await runs.get(record.scheme)!.finish(record);
        if (failures.length > 0) unsaved.set(record.scheme, record);
      });
      // finish() and close() report the error; without this, it would end the process before that.
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
