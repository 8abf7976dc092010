import type { Model } from 'highs';
import { infeasibilityMargin } from '../lp/feasibility.ts';

/** A ray proves infeasibility where its margin is clear of rounding and of the solver's tolerance. */
const PROOF_MARGIN = 1e-9;

/** HiGHS's dual ray in the port's sign and scaled to max |r| = 1, where it is a proof indeed. */
export function provedRay(model: Model): Float64Array | null {
  const values = model.getDualRay()?.values;
  if (!values) return null;
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { colLower, colUpper, rowLower, rowUpper, matrix } = model.getLp('csr');
  // HiGHS weighs the lower sides positively. What points to a side that is not there is rounding.
  const ray = values.map((value, i) => {
    const side = value > 0 ? rowLower[i]! : rowUpper[i]!;
    return Number.isFinite(side) && value !== 0 ? -value / scale : 0;
  });
  const program = {
    columns: { lower: colLower, upper: colUpper },
    rows: { lower: rowLower, upper: rowUpper, ...matrix },
  };
  return infeasibilityMargin(program, ray) > PROOF_MARGIN ? ray : null;
}
