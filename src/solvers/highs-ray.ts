import type { Model } from 'highs';
import { infeasibilityMargin } from '../lp/feasibility.ts';

/** A ray proves infeasibility if its margin is well above rounding and the solver's tolerance. */
const PROOF_MARGIN = 1e-9;

/** HiGHS's dual ray with the signs of the port, scaled to max |r| = 1; null unless it is a proof. */
export function provedRay(model: Model): Float64Array | null {
  const values = model.getDualRay()?.values;
  if (!values) return null;
  const scale = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const { colLower, colUpper, rowLower, rowUpper, matrix } = model.getLp('csr');
  // HiGHS uses positive signs for lower sides. A component for a side that does not exist is rounding.
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
