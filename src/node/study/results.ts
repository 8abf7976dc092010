import { join } from 'node:path';
import type { JobRecord } from '../../study/job.ts';
import { drawColumns, rowColumns, rowsOf } from '../../study/rows.ts';
import type { Study } from '../../study/study.ts';
import { tableCsv } from '../../study/table.ts';
import { writeAtomically } from '../atomic-file.ts';

/**
 * Writes the tables of a study into its directory.
 * @returns the names of the files
 */
export async function writeResults(
  directory: string,
  study: Study,
  jobs: readonly JobRecord[],
): Promise<string[]> {
  const rows = rowsOf(jobs);
  const files: [string, string | Uint8Array][] = [
    ['rows.csv', tableCsv(rowColumns(study, rows))],
    ['draws.csv', tableCsv(drawColumns(study, rows))],
  ];
  for (const [name, content] of files) await writeAtomically(join(directory, name), content);
  return files.map(([name]) => name);
}
