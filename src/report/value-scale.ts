import type { Estimate, StudyMeasure } from '../domain/study.ts';
import { roundStep } from './chart.ts';

/** The value axis of a measure, from round number to round number. */
export interface ValueScale {
  /** With unit. */
  readonly name: string;
  /** Of the drawn numbers to the measure's own. */
  readonly factor: number;
  readonly min: number;
  readonly max: number;
  readonly interval: number;
}

interface MeasureLook {
  readonly name: string;
  readonly unit: string;
  readonly factor: number;
  /** Amounts begin at zero, so that heights can be compared. */
  readonly isAmount: boolean;
}

const MEASURES: Readonly<Record<StudyMeasure, MeasureLook>> = {
  totalPairs: { name: 'total delivered', unit: 'EPR pairs', factor: 1, isAmount: true },
  objective: { name: 'Σ α y, summed over slots', unit: 'pairs/s', factor: 1, isAmount: true },
  fidelity: { name: 'mean fidelity of delivered pairs', unit: '', factor: 1, isAmount: false },
  seconds: { name: 'solution time', unit: 's', factor: 1, isAmount: true },
  relativeGap: { name: 'proved gap', unit: '%', factor: 100, isAmount: true },
};

/** A scale that all means and their intervals fit on; thousands and millions move into the unit. */
export function valueScale(measure: StudyMeasure, estimates: readonly Estimate[]): ValueScale {
  const { name, unit, factor, isAmount } = MEASURES[measure];
  const low = Math.min(...estimates.map(({ mean, halfWidth }) => factor * (mean - (halfWidth ?? 0))));
  const high = Math.max(...estimates.map(({ mean, halfWidth }) => factor * (mean + (halfWidth ?? 0))));
  if (!Number.isFinite(high - low)) return { name: titled(name, unit), factor, min: 0, max: 1, interval: 1 };
  const [divisor, prefix] = isAmount ? prefixOf(high) : ([1, ''] as const);
  const floor = isAmount ? Math.min(0, low / divisor) : low;
  const margin = isAmount ? 0 : Math.max((high - low) * 0.05, 1e-4);
  const interval = roundStep(high / divisor - floor + 2 * margin, 5);
  return {
    name: titled(name, `${prefix}${unit}`),
    factor: factor / divisor,
    min: Math.floor((floor - margin) / interval + 1e-9) * interval,
    max: Math.max(1, Math.ceil((high / divisor + margin) / interval - 1e-9)) * interval,
    interval,
  };
}

const titled = (name: string, unit: string): string => (unit === '' ? name : `${name} (${unit})`);

function prefixOf(high: number): readonly [number, string] {
  if (high >= 2e7) return [1e6, '10⁶ '];
  return high >= 2e4 ? [1e3, '10³ '] : [1, ''];
}
