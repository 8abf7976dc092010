import type { RunRecord } from '../../domain/run-record.ts';
import type { Column } from '../markup.ts';

/** The subject of a figure: the network, the search for the plan, what demands get, what memories hold. */
export type FigureSubject = 'network' | 'search' | 'delivery' | 'storage';

/** A figure of a run. */
export interface FigureKind<Name extends string = string> {
  /** Also the name of its file and the prefix of the ids inside the SVG. */
  readonly name: Name;
  readonly title: string;
  /** Determines where the studio shows it. */
  readonly subject: FigureSubject;
  /**
   * Draws it; null if the record has no data for it.
   * @param width in pixels; from about 320 on
   * @param id of the SVG, which a page may contain twice
   */
  draw(record: RunRecord, width: number, id: string): DrawnFigure | null;
  /** The numbers of the figure. */
  table(record: RunRecord): FigureTable;
}

export interface DrawnFigure {
  /** What the reader sees, in one or two sentences. */
  readonly caption: string;
  /** Has no background; uses `currentColor` for lines and letters. */
  readonly svg: string;
}

export interface FigureTable {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
}

/** Columns that contain only numbers. */
export const numberColumns = (names: readonly string[]): Column[] =>
  names.map((name) => ({ name, align: 'right' }));
