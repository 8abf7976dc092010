/** A Gaussian beam, given by its waist (diffraction-limited) or by a stated divergence, which takes precedence. */
export interface Beam {
  readonly wavelengthNm: number;
  /** 1/e² radius at the transmitter. */
  readonly waistCm: number;
  /** 1/e² half-angle; real telescopes are often far from diffraction-limited. */
  readonly divergenceUrad?: number | undefined;
}

/**
 * 1/e² radius (m) at a distance L in vacuum: w0 √(1 + (L/z_R)²) with z_R = π w0²/λ, or θ·L for a stated
 * divergence θ.
 */
export function spotRadiusM(beam: Beam, rangeM: number): number {
  if (beam.divergenceUrad !== undefined) return beam.divergenceUrad * 1e-6 * rangeM;
  const waistM = beam.waistCm / 100;
  const rayleighM = (Math.PI * waistM ** 2) / (beam.wavelengthNm * 1e-9);
  return waistM * Math.sqrt(1 + (rangeM / rayleighM) ** 2);
}

/**
 * Fraction of a Gaussian spot caught on average by a centred circular aperture when the beam wanders
 * by σL per axis: η_g = 1 − exp[−2a²/(w² + 4σ²L²)]. All lengths in metres.
 *
 * @param wanderM σL, rms per axis: pointing jitter (rad) times range.
 */
export function apertureEfficiency(apertureRadiusM: number, spotM: number, wanderM: number): number {
  return -Math.expm1((-2 * apertureRadiusM ** 2) / (spotM ** 2 + 4 * wanderM ** 2));
}
