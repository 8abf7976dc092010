import { SPEED_OF_LIGHT_M_PER_S } from './constants.ts';

/** A clock against which an end times its clicks. */
export interface Clock {
  /** x0: error right after a synchronisation, rms. */
  readonly x0Seconds: number;
  /** y0: error of the frequency, relative. */
  readonly y0: number;
  /** σ_y of white frequency noise at 1 s. */
  readonly sigmaYPerRootSecond: number;
}

/**
 * Clocks by how they are kept, with the error that remains: satellite navigation, White Rabbit over fibre, optical
 * two-way transfer, and the photon pairs themselves (arXiv:2307.07371, 2603.04653, 2604.10243). All are steered
 * continuously, so they don't drift (a choice of ours).
 */
export const CLOCKS = {
  gnss: { x0Seconds: 5e-9, y0: 0, sigmaYPerRootSecond: 0 },
  'white-rabbit': { x0Seconds: 10e-12, y0: 0, sigmaYPerRootSecond: 0 },
  'two-way-optical': { x0Seconds: 10e-12, y0: 0, sigmaYPerRootSecond: 0 },
  photon: { x0Seconds: 50e-12, y0: 0, sigmaYPerRootSecond: 0 },
} as const satisfies Readonly<Record<string, Clock>>;

/** σ_clk (s) of a clock t seconds after its last synchronisation: σ_clk² = x0² + (y0·t)² + σ_y²·t. */
export const clockJitterSeconds = (clock: Clock, sinceSyncSeconds: number): number =>
  Math.hypot(
    clock.x0Seconds,
    clock.y0 * sinceSyncSeconds,
    clock.sigmaYPerRootSecond * Math.sqrt(sinceSyncSeconds),
  );

/** How fast a delay changes (s/s) while the distance does: v/c. */
export const delayDrift = (rangeRateKmPerSecond: number): number =>
  (rangeRateKmPerSecond * 1000) / SPEED_OF_LIGHT_M_PER_S;

/** How long it takes until an uncompensated delay is off by some seconds: offset/(v/c). */
export const secondsToDrift = (offsetSeconds: number, rangeRateKmPerSecond: number): number =>
  offsetSeconds / Math.abs(delayDrift(rangeRateKmPerSecond));
