/**
 * Writes the tables and figures of docs/evaluation.md from the results of the studies fig5, fig6, eurasia and memory, as far as
 * they have run: `npx tsx scripts/generate-evaluation.ts [directory of the studies, default runs]`.
 */
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StudyRow } from '../src/domain/study.ts';
import { loadStudy, readStudyFile } from '../src/node/study/study-file.ts';
import { VERSION } from '../src/node/version.ts';
import { definitionHash, jobId } from '../src/study/definition.ts';
import { pointsOf } from '../src/study/grid.ts';
import { parseRecord } from '../src/study/job.ts';
import { rowsOf } from '../src/study/rows.ts';
import { evaluationTables } from './evaluation-tables.ts';

const runs = process.argv[2] ?? 'runs';
const document = new URL('../docs/evaluation.md', import.meta.url);
const images = new URL('../docs/images/', import.meta.url);
const results = new URL('../bench/results/', import.meta.url);
mkdirSync(images, { recursive: true });

let text = readFileSync(document, 'utf8');
for (const name of ['fig5', 'fig6', 'eurasia', 'memory']) {
  const directory = join(runs, `${name}-study`);
  if (!existsSync(directory)) continue;
  const { study, definition } = await loadStudy(await readStudyFile(name));
  const [, ...lines] = readFileSync(join(directory, 'jobs.ndjson'), 'utf8').trim().split('\n');
  const jobs = new Map(lines.map((line) => parseRecord(line)!).map((job) => [job.id, job]));
  const hash = await definitionHash(definition, VERSION);
  const asked = Array.from(pointsOf(study), (point) => jobs.get(jobId(hash, study.axes, point)));
  const rows: StudyRow[] = rowsOf(asked.filter((job) => job !== undefined));
  for (const [table, markdown] of evaluationTables(study, rows))
    text = withBlock(text, `${name} ${table}`, markdown);
  for (const figure of study.figures) {
    copyFileSync(join(directory, `${figure.name}.svg`), new URL(`${figure.name}.svg`, images));
  }
  copyFileSync(join(directory, 'rows.csv'), new URL(`${name}-rows.csv`, results));
  copyFileSync(join(directory, 'summary.csv'), new URL(`${name}-summary.csv`, results));
}
writeFileSync(document, text);

/** Puts a table between its two marks; leaves a document without marks as it is. */
function withBlock(text: string, name: string, markdown: string): string {
  const begin = `<!-- begin ${name} -->`;
  const end = `<!-- end ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  return from < 0 || to < 0 ? text : `${text.slice(0, from + begin.length)}\n${markdown}\n${text.slice(to)}`;
}
