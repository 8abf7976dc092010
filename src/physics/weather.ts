/** Fraction of time in which a station sees the sky: 1 − its cloud fraction. */
export const availability = (cloudFraction: number): number => 1 - cloudFraction;

/** Correlation ρ = e^(−d/ℓ) of the clouds of two sites at a distance d, both in km. */
export const siteCorrelation = (distanceKm: number, correlationKm: number): number =>
  Math.exp(-distanceKm / correlationKm);

/**
 * Probability that two sites of cloud fractions q1, q2 are both cloudy: q1q2 + ρ√(p1q1p2q2), p = 1 − q.
 * Two unequal sites can't be fully correlated, so never above min(q1, q2).
 */
export function bothCloudy(cloudFraction1: number, cloudFraction2: number, correlation: number): number {
  const spread = Math.sqrt(cloudFraction1 * (1 - cloudFraction1) * cloudFraction2 * (1 - cloudFraction2));
  return Math.min(cloudFraction1, cloudFraction2, cloudFraction1 * cloudFraction2 + correlation * spread);
}

/** Probability that at least one of two sites sees the sky. */
export const eitherAvailable = (
  cloudFraction1: number,
  cloudFraction2: number,
  correlation: number,
): number => 1 - bothCloudy(cloudFraction1, cloudFraction2, correlation);
