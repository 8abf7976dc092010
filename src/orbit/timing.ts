import type { LinkClass } from '../domain/network.ts';
import { CLOCKS, clockJitterSeconds } from '../physics/clocks.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

type Sections = Pick<Scenario, 'linkClasses'> & Partial<Pick<Scenario, 'timing'>>;
type StatedTiming = Exclude<Scenario['timing'], string | undefined>;

/** How the ends of the links of a class time their clicks. */
export interface LinkTiming {
  /** σ of the time between clicks at both ends, just before clocks are synchronised again. */
  readonly jitterSeconds: number;
  /** µ, what Doppler compensation leaves, ≥ 0. */
  readonly offsetSeconds: number;
  /** σ_p, rms duration of photons. */
  readonly photonSeconds: number;
  /** Whether each link has the window that gives most key, rather than that of the scenario. */
  readonly isWindowFree: boolean;
}

/** Rms duration of photons where none is stated. */
const PHOTON_PS = 50;

/** What a scenario states about a class, whose own keys take precedence; null if nothing. */
export function statedTiming({ timing, linkClasses }: Sections, linkClass: LinkClass): StatedTiming | null {
  const own = linkClasses[linkClass].timing;
  if (timing === undefined && own === undefined) return null;
  const keysOf = (stated: typeof timing): StatedTiming =>
    typeof stated === 'string' ? CLOCKS[stated] : (stated ?? {});
  return { ...keysOf(timing), ...keysOf(own) };
}

/** σ² = 2σ_det² + σ_clk², one detector at either end (ours); null if nothing is stated, so that clocks are perfect. */
export function timingOf(scenario: Sections, linkClass: LinkClass): LinkTiming | null {
  const stated = statedTiming(scenario, linkClass);
  if (stated === null) return null;
  const { x0Seconds = 0, y0 = 0, sigmaYPerRootSecond = 0, syncIntervalSeconds = 0 } = stated;
  const { detectorJitterPs = 0, offsetNs = 0, photonPs = PHOTON_PS, window = 'stated' } = stated;
  const clock = clockJitterSeconds({ x0Seconds, y0, sigmaYPerRootSecond }, syncIntervalSeconds);
  const detector = detectorJitterPs * 1e-12;
  return {
    jitterSeconds: Math.hypot(clock, detector, detector),
    offsetSeconds: Math.abs(offsetNs) * 1e-9,
    photonSeconds: photonPs * 1e-12,
    isWindowFree: window === 'auto',
  };
}

/** Time that is lost whenever a telescope is pointed anew: acquisition, then synchronisation. */
export const acquisitionSecondsOf = (scenario: Sections, linkClass: OpticalClass): number =>
  (resolveOpticalClass(linkClass, scenario.linkClasses[linkClass]).acquisitionSeconds ?? 0) +
  (statedTiming(scenario, linkClass)?.syncSeconds ?? 0);
