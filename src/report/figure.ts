import type { RunRecord } from '../domain/run-record.ts';

export interface Figure {
  /** Also prefix of the ids inside the SVG. */
  readonly name: 'convergence' | 'rates' | 'stocks';
  readonly title: string;
  /** What the reader sees, in one or two sentences. */
  readonly caption: string;
  readonly svg: string;
}

/** A figure of a study or comparison. */
export interface FigureDrawing {
  /** Transparent. */
  readonly svg: string;
  readonly title: string;
  /** What the reader sees: means of what, which intervals. */
  readonly caption: string;
}

export interface FigureLook {
  /** In pixels, from about 320 on. Letters have 8 pt where 760 fill the double column of a journal, 372 the single. */
  readonly width?: number;
  /** Colour of letters and axes; without it that of the page around the SVG, black where it stands alone. */
  readonly ink?: string;
}

/** Draws one figure, or null where the record has nothing for it. */
export type DrawFigure = (record: RunRecord, width: number, suffix: string) => Figure | null;

/** Panels beyond this are summed up or left out. */
export const MOST_PANELS = 12;
