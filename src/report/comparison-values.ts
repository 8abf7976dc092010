import { estimate } from '../base/sample.ts';
import type { Comparison, SchemeResult } from '../domain/comparison.ts';
import type { SchemeName } from '../domain/schemes/schemes.ts';
import type { Estimate } from '../domain/study.ts';

/** What the charts of a comparison show: pairs if bounds can be converted to pairs, otherwise Σ α y. */
interface ComparedValues {
  readonly measure: 'totalPairs' | 'objective';
  /** For the schemes that have a value; for RRS over its draws. */
  readonly values: readonly { readonly scheme: SchemeName; readonly estimate: Estimate }[];
  /** Optimum of the LP relaxation, in the unit of the values. */
  readonly bound: number | null;
}

export function comparedValues({ results, relaxationBound, pairsPerObjective }: Comparison): ComparedValues {
  const measure = pairsPerObjective === null ? 'objective' : 'totalPairs';
  return {
    measure,
    values: results.flatMap((result) => {
      const found = estimateOf(result, measure);
      return found === null ? [] : { scheme: result.scheme, estimate: found };
    }),
    bound: relaxationBound === null ? null : relaxationBound * (pairsPerObjective ?? 1),
  };
}

/** The value of a scheme; for draws their mean and its interval, without draws that have no value. */
export function estimateOf(result: SchemeResult, measure: 'totalPairs' | 'objective'): Estimate | null {
  const values = (result.draws ?? [result]).flatMap((draw) => draw[measure] ?? []);
  return values.length === 0 ? null : estimate(values);
}
