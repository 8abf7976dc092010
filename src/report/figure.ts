import type { RunRecord } from '../domain/run-record.ts';

export interface Figure {
  /** Also prefix of the ids inside the SVG. */
  readonly name: 'convergence' | 'rates' | 'stocks';
  readonly title: string;
  /** What the reader sees, in one or two sentences. */
  readonly caption: string;
  readonly svg: string;
}

/** Draws one figure, or null where the record has nothing for it. */
export type DrawFigure = (record: RunRecord, width: number, suffix: string) => Figure | null;

/** Panels beyond this are summed up or left out. */
export const MOST_PANELS = 12;
