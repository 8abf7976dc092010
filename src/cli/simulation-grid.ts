import { InvalidArgumentError } from 'commander';
import type { RealisedDelivery, SimulationOptions } from '../domain/simulation.ts';
import type { Estimate, StudyAxis, SummaryRow } from '../domain/study.ts';
import { formatFidelity, formatPairs, NONE } from '../report/numbers.ts';
import { percent } from '../report/simulation-words.ts';
import { drawStudyFigure } from '../report/study-figure.ts';
import { terminalTable } from '../report/terminal-table.ts';

/** Options over which a grid may go, and what they are called in figures. */
const GRID_OPTIONS = {
  'coherence-seconds': { key: 'coherenceSeconds', label: 'coherence of halves', unit: 's' },
  'swap-success': { key: 'swapSuccess', label: 'success of swaps q', unit: '' },
  'relay-buffer': { key: 'relayBuffer', label: 'pairs that may wait for each hop', unit: '' },
} as const;

type GridOption = keyof typeof GRID_OPTIONS;

export interface GridAxis {
  readonly option: GridOption;
  readonly values: readonly number[];
}

/** A point of the grid, and what comes true there. */
export interface GridPoint {
  readonly at: readonly number[];
  readonly replications: number;
  readonly total: RealisedDelivery;
}

/** Reads `coherence-seconds=1,10,60`, one after the other. */
export function parseGridAxis(text: string, before: readonly GridAxis[] = []): GridAxis[] {
  const at = text.indexOf('=');
  const option = at < 0 ? text : text.slice(0, at);
  const list = at < 0 ? '' : text.slice(at + 1);
  if (!Object.hasOwn(GRID_OPTIONS, option)) {
    throw new InvalidArgumentError(
      `Write one of ${Object.keys(GRID_OPTIONS).join(', ')}, then = and values.`,
    );
  }
  if (before.some((axis) => axis.option === option)) {
    throw new InvalidArgumentError(`${option} is given twice.`);
  }
  if (before.length === 2) throw new InvalidArgumentError('A grid has at most two options.');
  const values = list.split(',').map(Number);
  const isGood = (value: number) =>
    value > 0 &&
    Number.isFinite(value) &&
    (option !== 'swap-success' || value <= 1) &&
    (option !== 'relay-buffer' || Number.isInteger(value));
  if (!values.every(isGood)) {
    const what = { 'swap-success': 'probabilities above 0', 'relay-buffer': 'whole numbers of pairs' };
    const kind = option in what ? what[option as keyof typeof what] : 'seconds above 0';
    throw new InvalidArgumentError(`Write ${kind}, separated by commas, such as ${option}=1,10.`);
  }
  return [...before, { option: option as GridOption, values: [...new Set(values)] }];
}

/** The points of a grid, and the options of each, on top of others. */
export const gridPoints = (axes: readonly GridAxis[]): readonly (readonly number[])[] =>
  axes.reduce<number[][]>(
    (points, { values }) => points.flatMap((point) => values.map((value) => [...point, value])),
    [[]],
  );

export const optionsAt = (
  options: SimulationOptions,
  axes: readonly GridAxis[],
  at: readonly number[],
): SimulationOptions => ({
  ...options,
  ...Object.fromEntries(axes.map(({ option }, index) => [GRID_OPTIONS[option].key, at[index]!])),
});

/** The points as a table for a terminal. */
export const gridTable = (
  axes: readonly GridAxis[],
  points: readonly GridPoint[],
  colors: Parameters<typeof terminalTable>[2],
): string =>
  terminalTable(
    [...axes.map(({ option }) => option), 'delivered', 'of plan', 'in spec', 'fidelity'],
    points.map(({ at, total: { planned, realised, inSpec, fidelity } }) => [
      ...at.map(String),
      `${formatPairs(realised.mean)}${realised.halfWidth === null ? '' : ` ± ${formatPairs(realised.halfWidth)}`}`,
      planned > 0 ? percent(realised.mean / planned) : NONE,
      planned > 0 ? percent(inSpec.mean / planned) : NONE,
      fidelity === null ? '–' : formatFidelity(fidelity.after),
    ]),
    colors,
  );

/** Pairs in spec over the first option, a line for each value of the second. */
export function gridFigure(name: string, axes: readonly GridAxis[], points: readonly GridPoint[]): string {
  const drawn: StudyAxis[] = axes.map(({ option, values }) => ({
    name: option,
    label: GRID_OPTIONS[option].label,
    unit: GRID_OPTIONS[option].unit,
    fields: [],
    values,
    averaged: false,
  }));
  const [x, series] = drawn;
  const rows = points.map(({ at, replications, total: { inSpec } }): SummaryRow => {
    const estimate: Estimate = { n: replications, mean: inSpec.mean, halfWidth: inSpec.halfWidth };
    return {
      at: Object.fromEntries(drawn.map(({ name: option }, index) => [option, at[index]!])),
      scheme: 'ps-egr',
      measure: 'inSpecPairs',
      estimate,
      missing: 0,
      paired: null,
    };
  });
  const figure = {
    name: 'grid',
    title: `${name}: pairs in spec`,
    x: x!.name,
    measure: 'inSpecPairs' as const,
    series: series?.name ?? 'scheme',
    panel: null,
    schemes: null,
  };
  return drawStudyFigure(figure, drawn, rows, {}).svg;
}
