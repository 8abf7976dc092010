/** Error function, by the series erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1)/(2n+1)!!, whose terms all have one sign. */
export function errorFunction(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Number.EPSILON * Math.abs(sum); n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * Fraction of true coincidences inside a window τ that lies µ beside them: ½[erf((τ/2 − µ)/(√2 σ)) + erf((τ/2 + µ)/(√2 σ))]
 * with σ² = Σσ_det² + σ_clk². A wider window captures more of them, but also more accidentals, which grow with τ.
 *
 * @param jittersSeconds rms jitter of each detector and of the clocks; if all are zero, everything or nothing is inside
 * @param offsetSeconds µ, what Doppler compensation leaves
 */
export function capturedFraction(
  windowSeconds: number,
  jittersSeconds: readonly number[],
  offsetSeconds = 0,
): number {
  const width = Math.SQRT2 * Math.hypot(...jittersSeconds);
  const within = (seconds: number): number =>
    width === 0 ? Math.sign(seconds) : errorFunction(seconds / width);
  const half = windowSeconds / 2;
  // The series is exact to a few units of the last digit, which must not leave [0, 1].
  return Math.min(1, Math.max(0, (within(half - offsetSeconds) + within(half + offsetSeconds)) / 2));
}

/**
 * Factor e^(−Δ²/4σ_p²) on the Werner parameter if two photons reach a Bell measurement Δ apart: the overlap of Gaussian
 * pulses (Hong, Ou and Mandel 1987).
 * @param photonSeconds σ_p, rms duration of a photon
 */
export const measurementVisibility = (offsetSeconds: number, photonSeconds: number): number =>
  Math.exp(-((offsetSeconds / (2 * photonSeconds)) ** 2));
