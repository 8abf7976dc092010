import type { RunRecord } from '../../domain/run-record.ts';
import type { Column } from '../markup.ts';

/** What figures are about: the search for the plan, what demands get, what memories hold. */
export type FigureSubject = 'search' | 'delivery' | 'storage';

/** A figure of a run. */
export interface FigureKind<Name extends string = string> {
  /** Also the file that it is saved as, and prefix of the ids inside the SVG. */
  readonly name: Name;
  readonly title: string;
  /** Beside what the studio shows it. */
  readonly subject: FigureSubject;
  /**
   * Draws it, or null where the record has nothing for it.
   * @param width in pixels; from about 320 on
   * @param id of the SVG, which a page may hold twice
   */
  draw(record: RunRecord, width: number, id: string): DrawnFigure | null;
  /** The numbers behind it. */
  table(record: RunRecord): FigureTable;
}

export interface DrawnFigure {
  /** What the reader sees, in one or two sentences. */
  readonly caption: string;
  /** Transparent, with `currentColor` as ink. */
  readonly svg: string;
}

export interface FigureTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns of numbers alone. */
export const numberColumns = (names: readonly string[]): Column[] =>
  names.map((name) => ({ name, align: 'right' }));
