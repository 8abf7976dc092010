import { maximumWithin } from '../base/golden-section.ts';
import { type Coincidences, coincidenceFidelity, coincidenceRates } from './coincidence.ts';
import { wernerOf } from './swapping.ts';
import { capturedFraction } from './synchronisation.ts';

/** h(e) = −e log2 e − (1 − e) log2(1 − e), bits. */
export const binaryEntropy = (probability: number): number =>
  [probability, 1 - probability].reduce((sum, share) => sum - (share > 0 ? share * Math.log2(share) : 0), 0);

/**
 * Bits per second of secret key from coincidences whose errors are white noise: (C + A)·max(0, 1 − 2h((1 − w)/2)), the
 * asymptotic rate of BBM92 (Shor and Preskill 2000), before sifting.
 */
export function secretKeyRate(link: Coincidences): number {
  const { genuine, accidental } = coincidenceRates(link);
  const error = (1 - wernerOf(coincidenceFidelity(link))) / 2;
  return (genuine + accidental) * Math.max(0, 1 - 2 * binaryEntropy(error));
}

/** Coincidences whose window is free. */
export interface Windowless extends Omit<Coincidences, 'windowSeconds' | 'captured'> {
  /** σ > 0: rms jitter of detectors and clocks together. */
  readonly jitterSeconds: number;
  /** µ; 0 if absent. */
  readonly offsetSeconds?: number;
}

/** Beyond this many σ the error function is 1 in double precision. */
const WHOLE_SIGMAS = 9;
const STEPS = 200;

/**
 * The coincidence window that gives most secret key, and its key rate (ours); null if no window gives any.
 *
 * Captured/τ, and with it w, has one maximum over τ. Up to there key grows with the window, and if there is none at that
 * window, there is none at all. Beyond the window that captures everything only accidentals grow. Between the two, we take
 * the best of 200 steps and refine it by golden section.
 */
export function bestWindow(
  link: Windowless,
): { readonly windowSeconds: number; readonly keyBitsPerSecond: number } | null {
  const { jitterSeconds, offsetSeconds = 0, ...source } = link;
  const key = (windowSeconds: number): number =>
    secretKeyRate({
      ...source,
      windowSeconds,
      captured: capturedFraction(windowSeconds, [jitterSeconds], offsetSeconds),
    });
  const density = (windowSeconds: number): number =>
    capturedFraction(windowSeconds, [jitterSeconds], offsetSeconds) / windowSeconds;
  const whole = 2 * (Math.abs(offsetSeconds) + WHOLE_SIGMAS * jitterSeconds);
  const tolerance = 1e-12 * whole;
  // Narrower windows than that capture nothing, to double precision.
  const empty = 2 * (Math.abs(offsetSeconds) - WHOLE_SIGMAS * jitterSeconds);
  const cleanest = maximumWithin(density, Math.max(tolerance, empty), whole, tolerance);
  if (key(cleanest) === 0) return null;
  const step = (whole - cleanest) / STEPS;
  const windows = Array.from({ length: STEPS + 1 }, (_, i) => cleanest + i * step);
  const best = windows.reduce((most, window) => (key(window) > key(most) ? window : most));
  const windowSeconds = maximumWithin(
    key,
    Math.max(cleanest, best - step),
    Math.min(whole, best + step),
    tolerance,
  );
  return { windowSeconds, keyBitsPerSecond: key(windowSeconds) };
}
