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
 * Fraction of true coincidences inside a window τ centred on them: erf(τ/(2√2 σ)) with σ² = Σσ_det² + σ_clk². A wider
 * window captures more of them, but also more accidentals, which grow with τ.
 *
 * @param jittersSeconds rms jitter of each detector and of the clocks; all zero captures everything
 */
export function capturedFraction(windowSeconds: number, jittersSeconds: readonly number[]): number {
  const jitter = Math.hypot(...jittersSeconds);
  return jitter === 0 ? 1 : errorFunction(windowSeconds / (2 * Math.SQRT2 * jitter));
}
