import { coincidenceFidelity } from '../physics/coincidence.ts';
import { type Converter, converted } from '../physics/interfaces.ts';
import { fidelityOf, wernerOf } from '../physics/swapping.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** One way from a source to a receiver at one instant. */
export interface Arm {
  /** η. */
  readonly efficiency: number;
  /** Clicks/s at the receiver that do not come from the source. */
  readonly background: number;
}

/** The half of a pair that stays at its source. */
export const KEPT: Arm = { efficiency: 1, background: 0 };

/** What the ends of links of a class make of the pairs that arrive. */
export interface Detection {
  /** Fidelity of what counts as a pair. */
  readonly fidelity: (one: Arm, other: Arm) => number;
}

export function detectionOf({ noise }: Pick<Scenario, 'noise'>, sourceRate: number): Detection {
  const { sourceWerner } = noise;
  const windowSeconds = noise.coincidenceWindowNs * 1e-9;
  return {
    fidelity: (one, other) =>
      coincidenceFidelity({
        sourceRate,
        efficiency1: one.efficiency,
        efficiency2: other.efficiency,
        background1: one.background,
        background2: other.background,
        windowSeconds,
        sourceWerner,
      }),
  };
}

/**
 * Fidelity of a pair behind the converters at the ends of its arms. At both ends of a link with its source at one, the
 * efficiency before conversion is that of the link; of a dual downlink, that of the arm.
 */
export function fidelityBehind(
  fidelity: number,
  one: Arm,
  other: Arm,
  first: Converter | null | undefined,
  second: Converter | null | undefined,
): number {
  if (!first && !second) return fidelity;
  const through = (werner: number, efficiency: number, converter: Converter | null | undefined) =>
    converter ? converted({ rate: 1, werner, efficiency }, converter).werner : werner;
  const atFirst = through(wernerOf(fidelity), (one === KEPT ? other : one).efficiency, first);
  return fidelityOf(through(atFirst, other.efficiency, second));
}
