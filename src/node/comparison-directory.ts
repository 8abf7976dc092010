import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanRecord } from '../app/recorder.ts';
import { InputError } from '../base/errors.ts';
import type { Comparison } from '../domain/comparison.ts';
import { drawComparison } from '../report/comparison-figure.ts';
import { writeAtomically } from './atomic-file.ts';
import { drawPng } from './png.ts';
import { createRunDirectory } from './run-directory.ts';

/** What a comparison leaves on disk: a run directory for each scheme as it ends, the whole at the end. */
export interface ComparisonDirectory {
  readonly path: string;
  save(record: PlanRecord): Promise<void>;
  finish(comparison: Comparison): Promise<void>;
}

/** @throws InputError where the directory already holds a comparison or a run of one, which would be lost */
export function createComparisonDirectory(path: string): ComparisonDirectory {
  const write = (name: string, content: string | Uint8Array) => writeAtomically(join(path, name), content);
  if (existsSync(join(path, 'comparison.json'))) {
    throw new InputError([
      {
        path: '',
        file: path,
        message: 'The directory already holds a comparison.',
        hint: 'Give another --out, or remove it.',
      },
    ]);
  }
  return {
    path,
    async save(record) {
      const directory = await createRunDirectory(join(path, record.scheme));
      await directory.finish(record);
    },
    async finish(comparison) {
      await write('comparison.json', `${JSON.stringify(comparison, null, 2)}\n`);
      const { svg } = drawComparison(comparison);
      await write('comparison.svg', svg);
      const drawing = await drawPng(svg);
      if ('png' in drawing) await write('comparison.png', drawing.png);
    },
  };
}
