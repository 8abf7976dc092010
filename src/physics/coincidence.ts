import { fidelityOf } from './swapping.ts';

/** A source of pairs with one arm to each of two detectors. */
export interface Coincidences {
  /** B, pairs/s. */
  readonly sourceRate: number;
  /** η of each arm, source to click; 1 for a half that stays at the source. */
  readonly efficiency1: number;
  readonly efficiency2: number;
  /** n: clicks/s at each end that do not come from the source (sky and dark counts). */
  readonly background1: number;
  readonly background2: number;
  /** τ. */
  readonly windowSeconds: number;
  /** w_src: Werner parameter of a fresh pair. */
  readonly sourceWerner: number;
  /** Fraction of true coincidences inside the window (`capturedFraction`); 1 if absent. */
  readonly captured?: number;
}

/** True and accidental coincidences per second: C = Bη1η2 × captured, A = (Bη1+n1)(Bη2+n2)τ. */
export function coincidenceRates(link: Coincidences): {
  readonly genuine: number;
  readonly accidental: number;
} {
  const singles1 = link.sourceRate * link.efficiency1;
  const singles2 = link.sourceRate * link.efficiency2;
  return {
    genuine: singles1 * link.efficiency2 * (link.captured ?? 1),
    accidental: (singles1 + link.background1) * (singles2 + link.background2) * link.windowSeconds,
  };
}

/**
 * Fidelity of what counts as a pair if accidental coincidences are white noise among the true ones: w = w_src·C/(C+A),
 * F = ¼ + ¾w ({@link coincidenceRates}). ¼ if nothing clicks.
 */
export function coincidenceFidelity(link: Coincidences): number {
  const { genuine, accidental } = coincidenceRates(link);
  return genuine > 0 ? fidelityOf((link.sourceWerner * genuine) / (genuine + accidental)) : 0.25;
}

/** An arm of {@link backgroundPhotonFidelity}. */
interface NoisyArm {
  readonly efficiency: number;
  /** n̄: background photons per coincidence window, ≪ 1. */
  readonly backgroundPhotons: number;
}

/**
 * Probability and fidelity of a coincidence when each arm takes at most one background photon (Khatri
 * et al. 2021), a source of fidelity f sending Werner pairs. Per arm x = (1−n̄)η + ½n̄[(1−2η)²+η²],
 * y = ½n̄(1−η)², z = (1−n̄)η − n̄η(1−2η); a = x1x2 + y1y2, b = x1y2 + y1x2, c = z1z2, p = a + b,
 * F = [f(a+c)/2 + (1−f)/3·((a−c)/2 + b)]/p.
 */
export function backgroundPhotonFidelity(
  arm1: NoisyArm,
  arm2: NoisyArm,
  sourceFidelity: number,
): { readonly fidelity: number; readonly probability: number } {
  const [one, two] = [passage(arm1), passage(arm2)];
  const same = one.x * two.x + one.y * two.y;
  const flipped = one.x * two.y + one.y * two.x;
  const coherent = one.z * two.z;
  const probability = same + flipped;
  const kept = (sourceFidelity * (same + coherent)) / 2;
  const gained = ((1 - sourceFidelity) / 3) * ((same - coherent) / 2 + flipped);
  return { fidelity: (kept + gained) / probability, probability };
}

function passage({ efficiency, backgroundPhotons }: NoisyArm) {
  const clear = (1 - backgroundPhotons) * efficiency;
  const half = backgroundPhotons / 2;
  return {
    x: clear + half * ((1 - 2 * efficiency) ** 2 + efficiency ** 2),
    y: half * (1 - efficiency) ** 2,
    z: clear - backgroundPhotons * efficiency * (1 - 2 * efficiency),
  };
}
