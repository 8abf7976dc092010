import { SCHEME_NAMES, type SchemeName } from '../domain/schemes/schemes.ts';
import type { AxisValue, Estimate, StudyAxis, StudyFigure, SummaryRow } from '../domain/study.ts';
import { type Dimension, panelTitle, seriesTitle } from './dimension.ts';

/** The content of a study figure, before it is drawn. */
export interface FigureData {
  readonly x: Dimension;
  readonly panels: readonly FigurePanel[];
  /** Choices that the caption mentions: `K = 3`, `PS-EGR`. */
  readonly fixed: readonly string[];
}

export interface FigurePanel {
  /** Empty if there is only one panel. */
  readonly title: string;
  readonly series: readonly FigureSeries[];
}

export interface FigureSeries {
  readonly name: string;
  /** Its index among all series of its kind, so a scheme looks the same in every figure. */
  readonly place: number;
  /** One per value of x; null if nothing is known. */
  readonly estimates: readonly (Estimate | null)[];
}

/** Throws if the figure names an axis that the study does not have. */
export function readFigure(
  figure: StudyFigure,
  axes: readonly StudyAxis[],
  summary: readonly SummaryRow[],
): FigureData {
  const schemes = SCHEME_NAMES.filter(
    (name) => (figure.schemes?.includes(name) ?? true) && summary.some(({ scheme }) => scheme === name),
  );
  const dimensions: readonly Dimension[] = [
    { name: 'scheme', label: 'scheme', unit: '', values: schemes },
    ...axes.filter(({ name, averaged }) => name !== 'scheme' && name !== 'seed' && !averaged),
  ];
  const named = (name: string): Dimension => {
    const dimension = dimensions.find((candidate) => candidate.name === name);
    if (!dimension) throw new RangeError(`The study of the figure ${figure.name} has no axis ${name}.`);
    return dimension;
  };
  const [x, series] = [named(figure.x), named(figure.series)];
  const panel = figure.panel === null ? null : named(figure.panel);
  const fixed = dimensions.filter(
    (dimension) => ![x, series, panel].includes(dimension) && dimension.values.length > 0,
  );
  const rows = summary.filter(
    (row) =>
      row.measure === figure.measure &&
      fixed.every((dimension) => valueAt(row, dimension) === dimension.values[0]),
  );
  const panelOf = (value: AxisValue | null): FigurePanel => ({
    title: panel === null || value === null ? '' : panelTitle(panel, value),
    series: series.values.map((seriesValue, index) => ({
      name: seriesTitle(series, seriesValue),
      place: series.name === 'scheme' ? SCHEME_NAMES.indexOf(seriesValue as SchemeName) : index,
      estimates: x.values.map(
        (xValue) =>
          rows.find(
            (row) =>
              valueAt(row, x) === xValue &&
              valueAt(row, series) === seriesValue &&
              (panel === null || valueAt(row, panel) === value),
          )?.estimate ?? null,
      ),
    })),
  });
  return {
    x,
    panels: (panel?.values ?? [null]).map(panelOf),
    fixed: fixed
      .filter(({ name, values }) => name === 'scheme' || values.length > 1)
      .map((dimension) => seriesTitle(dimension, dimension.values[0]!)),
  };
}

const valueAt = (row: SummaryRow, { name }: Dimension): AxisValue | undefined =>
  name === 'scheme' ? row.scheme : row.at[name];
