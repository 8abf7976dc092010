/**
 * Fidelity of a Werner pair with `storedHalves` halves (0 to 2) that have waited `ageSeconds` in memories.
 * Depolarising: F = ¼ + (F0 − ¼) e^(−kt/T). Dephasing: a phase flip with λ = (1 − e^(−kt/T))/2 mixes Φ+ with Φ−, F = (1
 * − λ) F0 + λ (1 − F0)/3.
 */
export function storedFidelity(
  model: 'depolarising' | 'dephasing',
  fidelity: number,
  ageSeconds: number,
  coherenceSeconds: number,
  storedHalves: number,
): number {
  const exponent = (-storedHalves * ageSeconds) / coherenceSeconds;
  if (model === 'depolarising') return 0.25 + (fidelity - 0.25) * Math.exp(exponent);
  const flip = -Math.expm1(exponent) / 2;
  return (1 - flip) * fidelity + (flip * (1 - fidelity)) / 3;
}
