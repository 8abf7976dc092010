import { randomStream } from '../base/random.ts';
import { errorFunction } from '../physics/synchronisation.ts';
import { availability, bothCloudy, siteCorrelation } from '../physics/weather.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { earthFixed } from './frames.ts';

/** Fraction of time in which each station with a telescope sees the sky: 1 − its cloud fraction. */
export function stationAvailability(
  scenario: Pick<Scenario, 'stations'>,
): readonly { readonly station: string; readonly availability: number }[] {
  return scenario.stations
    .filter(({ optical }) => optical)
    .map(({ id, cloudFraction }) => ({ station: id, availability: availability(cloudFraction) }));
}

/**
 * Draws clouds slot by slot: each call returns the clouded stations of the next slot. Slots are independent; within a
 * slot, two sites are both cloudy with the probability of `bothCloudy`, which a Gaussian copula reproduces: a site is
 * cloudy if a normal variable is below the quantile of its cloud fraction. Every station has its own random stream.
 */
export function cloudDraw(
  scenario: Pick<Scenario, 'stations' | 'clouds' | 'seed'>,
): () => ReadonlySet<string> {
  const stations = scenario.stations.filter(({ optical }) => optical);
  const thresholds = stations.map(({ cloudFraction }) => normalQuantile(cloudFraction));
  const factor = choleskyFactor(latentCorrelations(stations, thresholds, scenario.clouds.correlationKm));
  const streams = stations.map(({ id }) => randomStream(scenario.seed, `clouds ${id}`));
  return () => {
    const independent = streams.map((uniform) => {
      const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
      return radius * Math.cos(2 * Math.PI * uniform());
    });
    const clouded = stations.filter((_, row) => {
      const value = factor[row]!.reduce((sum, weight, column) => sum + weight * independent[column]!, 0);
      return value < thresholds[row]!;
    });
    return new Set(clouded.map(({ id }) => id));
  };
}

/** Correlations of the normal variables for which sites are both cloudy with the required probability. */
function latentCorrelations(
  stations: Scenario['stations'],
  thresholds: readonly number[],
  correlationKm: number,
): number[][] {
  const places = stations.map(earthFixed);
  return stations.map((station, row) =>
    stations.slice(0, row + 1).map((other, column) => {
      if (row === column) return 1;
      const [a, b] = [places[row]!, places[column]!];
      const distanceKm = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
      const target = bothCloudy(
        station.cloudFraction,
        other.cloudFraction,
        siteCorrelation(distanceKm, correlationKm),
      );
      const [h, k] = [thresholds[row]!, thresholds[column]!];
      if (!Number.isFinite(h) || !Number.isFinite(k)) return 0;
      const excess = target - station.cloudFraction * other.cloudFraction;
      return excess < 1e-6 ? 0 : bisect((correlation) => jointExcess(h, k, correlation) - excess, 0, 0.9999);
    }),
  );
}

/**
 * P(X < h, Y < k) − Φ(h)Φ(k) of two standard normal variables of correlation r: Plackett's integral
 * (1/2π) ∫_0^{asin r} exp(−(h² + k² − 2hk sin θ)/(2 cos² θ)) dθ, by the midpoint rule.
 */
export function jointExcess(h: number, k: number, correlation: number): number {
  const parts = 64;
  const step = Math.asin(correlation) / parts;
  let sum = 0;
  for (let part = 0; part < parts; part += 1) {
    const angle = (part + 0.5) * step;
    sum += Math.exp(-(h * h + k * k - 2 * h * k * Math.sin(angle)) / (2 * Math.cos(angle) ** 2));
  }
  return (sum * step) / (2 * Math.PI);
}

/** Inverse of Φ; ±Infinity at 1 and 0. */
export function normalQuantile(probability: number): number {
  if (probability <= 0) return Number.NEGATIVE_INFINITY;
  if (probability >= 1) return Number.POSITIVE_INFINITY;
  return bisect((x) => (1 + errorFunction(x / Math.SQRT2)) / 2 - probability, -8, 8);
}

/** The zero of an increasing function, or the end of the interval nearest to it. */
function bisect(increasing: (at: number) => number, low: number, high: number): number {
  let [from, to] = [low, high];
  for (let round = 0; round < 40; round += 1) {
    const middle = (from + to) / 2;
    if (increasing(middle) < 0) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}

/**
 * Lower triangle L with L·Lᵀ = the correlations (given as a lower triangle). Pairwise targets may be incompatible: then
 * all of them are reduced alike, in steps of 2 %, until they fit.
 */
function choleskyFactor(correlations: readonly (readonly number[])[]): readonly (readonly number[])[] {
  for (let share = 1; ; share *= 0.98) {
    const factor = tryCholesky(correlations, share);
    if (factor) return factor;
  }
}

function tryCholesky(correlations: readonly (readonly number[])[], share: number): number[][] | null {
  const factor: number[][] = [];
  for (const [row, wanted] of correlations.entries()) {
    const current: number[] = [];
    for (let column = 0; column < row; column += 1) {
      const other = factor[column]!;
      let rest = share * wanted[column]!;
      for (let k = 0; k < column; k += 1) rest -= current[k]! * other[k]!;
      current.push(rest / other[column]!);
    }
    const remaining = 1 - current.reduce((sum, value) => sum + value * value, 0);
    if (remaining <= 1e-12) return null;
    factor.push([...current, Math.sqrt(remaining)]);
  }
  return factor;
}
