/** Finds the rates of selections; if the LP of all columns is large, by a smaller LP of what each selection can use. */
import { FAMILIES } from '../domain/families.ts';
import type { SolveOptions, Solver } from '../lp/solver.ts';
import { type DrawnLayout, drawnLayout } from '../model/drawn-layout.ts';
import { flownLayout } from '../model/flown-layout.ts';
import { type Layout, offsetsOf } from '../model/layout.ts';
import { choicesOf, type Selection } from '../model/selection.ts';
import type { Solution } from '../model/solution.ts';
import { type FixedRoutes, openFixedRoutes } from './fixed-routes.ts';

/** A layout with at most this many columns keeps one LP for all selections. */
const KEPT_COLUMNS = 100_000;

/** Opens the LP of all columns, or, if there are too many or telescopes are pointed, a new LP for each selection. */
export const openRatedRoutes = async (
  solver: Solver,
  layout: Layout,
  keptColumns = KEPT_COLUMNS,
): Promise<FixedRoutes> =>
  layout.pointing === null && offsetsOf(layout, false).count <= keptColumns
    ? openFixedRoutes(solver, layout)
    : openDrawnRoutes(solver, layout);

function openDrawnRoutes(solver: Solver, whole: Layout): FixedRoutes {
  /** The last LP stays open, since several questions follow about the same selection. */
  let last: { readonly selection: Selection; readonly drawn: DrawnLayout; readonly lp: FixedRoutes } | null =
    null;
  const close = async () => {
    const { lp } = last ?? {};
    last = null;
    await lp?.dispose();
  };
  const lpOf = async (selection: Selection) => {
    if (last?.selection.every((choice, group) => choice === selection[group])) return last;
    await close();
    const drawn = drawnLayout(flownLayout(whole, selection), selection);
    last = { selection: selection.slice(), drawn, lp: await openFixedRoutes(solver, drawn.layout) };
    return last;
  };
  const evaluateBy =
    (name: 'evaluate' | 'evaluateWithoutMinimum'): FixedRoutes['evaluate'] =>
    async (selection, options) => {
      const { drawn, lp } = await lpOf(selection);
      const { status, solution } = await lp[name](onlySelection(drawn), options);
      return { status, solution: solution && widened(whole, drawn, selection, solution) };
    };
  return {
    evaluate: evaluateBy('evaluate'),
    evaluateWithoutMinimum: evaluateBy('evaluateWithoutMinimum'),
    async valueWith(selection: Selection, rows: readonly number[], upper: number, options: SolveOptions) {
      const { drawn, lp } = await lpOf(selection);
      return lp.valueWith(onlySelection(drawn), rows, upper, options);
    },
    dispose: close,
  };
}

/** The only selection of a layout whose groups have one choice each. */
const onlySelection = ({ layout }: DrawnLayout): Selection => Int32Array.from(layout.groups.keys());

/** Translates a solution to the columns and stocks of the whole layout. */
function widened(
  whole: Layout,
  { fills, stocks }: DrawnLayout,
  selection: Selection,
  { objective, values, prices }: Required<Solution>,
): Required<Solution> {
  const rates = new Float64Array(whole.choices.length);
  const fillRates = new Float64Array(whole.fills.length);
  choicesOf(whole, selection).forEach((choice, group) => {
    rates[choice] = values.rates[group]!;
  });
  fills.forEach((fill, index) => {
    fillRates[fill] = values.fillRates[index]!;
  });
  const meanings = prices.meanings.map((meaning) =>
    meaning && 'entity' in meaning && FAMILIES[meaning.constraint].of === 'stock'
      ? { ...meaning, entity: stocks[meaning.entity]! }
      : meaning,
  );
  return { selection, objective, values: { rates, fillRates }, prices: { ...prices, meanings } };
}
