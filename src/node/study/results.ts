import { join } from 'node:path';
import { SCHEMES } from '../../domain/schemes/schemes.ts';
import type { StudyAxis, StudyFigure, StudySummary } from '../../domain/study.ts';
import { formatJson } from '../../io/json.ts';
import type { JobRecord } from '../../study/job.ts';
import {
  MASTER_FIGURE,
  type MasterSummary,
  masterColumns,
  masterFigureData,
  masterRowsOf,
  masterSummaryColumns,
  summariseMasters,
} from '../../study/masters.ts';
import { drawColumns, rowColumns, rowsOf, summaryColumns } from '../../study/rows.ts';
import type { Study } from '../../study/study.ts';
import { summarise } from '../../study/summary.ts';
import { tableCsv } from '../../study/table.ts';
import { type StudyWarning, warningsOfStudy } from '../../study/warnings.ts';
import { type WriteError, writeEach } from '../atomic-file.ts';
import { VERSION } from '../version.ts';

/** The content of `summary.json`. */
interface StudySummaryDocument extends StudySummary {
  readonly satqnStudySummary: 1;
  readonly version: string;
  /** The study as defined. */
  readonly study: Study;
  readonly jobs: { readonly total: number; readonly done: number; readonly failed: number };
  /** Warnings about the scenarios. */
  readonly warnings: readonly StudyWarning[];
  /** Sampled masters beside exact ones; absent if the study compares none. */
  readonly masters?: readonly MasterSummary[];
  readonly figures: readonly { readonly name: string; readonly title: string; readonly caption: string }[];
}

interface StudyResults {
  readonly summary: StudySummaryDocument;
  /** Names of the files written. */
  readonly files: readonly string[];
  /** The files that could not be written. */
  readonly failures: readonly WriteError[];
  /** Why pictures of some kind are missing. */
  readonly notes: readonly string[];
}

/** Names of the files of a study, except the file of jobs. */
export const resultFiles = ({ figures, masters }: Study): readonly string[] => [
  'rows.csv',
  'rows.parquet',
  'draws.csv',
  'summary.csv',
  'summary.json',
  ...(masters ? ['masters.csv', 'masters-summary.csv'] : []),
  ...[...figures, ...(masters ? [MASTER_FIGURE] : [])].flatMap(({ name }) => [`${name}.svg`, `${name}.png`]),
];

/** Instances per point: seeds times the values of averaged axes. */
const replicationsOf = ({ seeds, axes }: Study): number =>
  axes.reduce((count, { averaged, values }) => (averaged ? count * values.length : count), seeds.length);

/**
 * Writes tables, summary and figures of the jobs done so far into the directory of the study, each file on its own.
 * @param onFailure called at once for each file that cannot be written
 */
export async function writeResults(
  directory: string,
  study: Study,
  { jobs, total }: { readonly jobs: readonly JobRecord[]; readonly total: number },
  onFailure: (failure: WriteError) => void,
): Promise<StudyResults> {
  const rows = rowsOf(jobs);
  const { points, growth } = summarise(rows, study.axes, replicationsOf(study));
  const masterRows = masterRowsOf(jobs);
  const masters = study.masters && summariseMasters(masterRows);
  const { drawings, notes } = await draw([
    ...study.figures.map((figure) => ({ figure, axes: study.axes, points })),
    ...(masters ? [{ figure: MASTER_FIGURE, ...masterFigureData(masters) }] : []),
  ]);
  const failed = jobs.filter(({ status }) => status === 'failed').length;
  const summary: StudySummaryDocument = {
    satqnStudySummary: 1,
    version: VERSION,
    study,
    jobs: { total, done: jobs.length - failed, failed },
    warnings: warningsOfStudy(jobs),
    points,
    growth,
    ...(masters && { masters }),
    figures: drawings.map(({ name, title, caption }) => ({ name, title, caption })),
  };
  // Both packages take a while to load, so they are loaded only now.
  const { tableParquet } = await import('./parquet.ts');
  const table = rowColumns(study, rows);
  const files: [string, string | Uint8Array][] = [
    ['rows.csv', tableCsv(table)],
    ['rows.parquet', tableParquet(table)],
    ...(study.schemes.some((scheme) => SCHEMES[scheme].isMean)
      ? [['draws.csv', tableCsv(drawColumns(study, rows))] as [string, string]]
      : []),
    ['summary.csv', tableCsv(summaryColumns(study, points))],
    ...(masters
      ? ([
          ['masters.csv', tableCsv(masterColumns(study, masterRows))],
          ['masters-summary.csv', tableCsv(masterSummaryColumns(masters))],
        ] satisfies [string, string][])
      : []),
    ['summary.json', `${formatJson(summary)}\n`],
    ...drawings.flatMap(({ pictures }) => pictures),
  ];
  const failures = await writeEach(
    files.map(([name, content]) => ({ path: join(directory, name), content: () => content })),
    onFailure,
  );
  const unwritten = new Set(failures.map(({ file }) => file));
  const written = files.flatMap(([name]) => (unwritten.has(join(directory, name)) ? [] : [name]));
  return { summary, files: written, failures, notes };
}

interface Drawable {
  readonly figure: StudyFigure;
  readonly axes: readonly StudyAxis[];
  readonly points: StudySummary['points'];
}

async function draw(figures: readonly Drawable[]) {
  const drawable = figures.filter(({ points }) => points.length > 0);
  if (drawable.length === 0) return { drawings: [], notes: [] };
  const { drawStudyFigure } = await import('../../report/study-figure.ts');
  const { drawPng } = await import('../png.ts');
  const notes = new Set<string>();
  const drawings = [];
  for (const { figure, axes, points } of drawable) {
    const { svg, title, caption } = drawStudyFigure(figure, axes, points);
    const pictures: [string, string | Uint8Array][] = [[`${figure.name}.svg`, svg]];
    const drawing = await drawPng(svg);
    if ('png' in drawing) pictures.push([`${figure.name}.png`, drawing.png]);
    else notes.add(drawing.missing);
    drawings.push({ name: figure.name, title, caption, pictures });
  }
  return { drawings, notes: [...notes] };
}
