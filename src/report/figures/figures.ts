import type { RunRecord } from '../../domain/run-record.ts';
import { convergence } from './convergence.ts';
import type { DrawnFigure, FigureKind } from './figure-kind.ts';
import { map } from './map.ts';
import { memoryModes } from './memory-modes.ts';
import { rates } from './rates.ts';
import { stocks } from './stocks.ts';

/** Every figure of a run, in display order. */
export const FIGURES = [
  map,
  convergence,
  rates,
  stocks,
  memoryModes,
] as const satisfies readonly FigureKind[];
export type FigureName = (typeof FIGURES)[number]['name'];

export interface Figure extends DrawnFigure {
  /** Also the prefix of the ids inside the SVG. */
  readonly name: FigureName;
  readonly title: string;
}

/**
 * The figures for which a record has data, as SVGs without background that use `currentColor` for lines and letters.
 * @param width in pixels; from about 320 on
 * @param suffix of the ids inside the SVGs, if a page contains a figure twice
 */
export function figuresOf(record: RunRecord, width = 760, suffix = ''): Figure[] {
  return FIGURES.flatMap(({ name, title, draw }) => {
    const drawn = draw(record, width, `${name}${suffix}`);
    return drawn ? [{ name, title, ...drawn }] : [];
  });
}

export const figureKind = (name: FigureName): FigureKind => FIGURES.find((kind) => kind.name === name)!;
