import type { Vector } from './frames.ts';
import { openings } from './openings.ts';
import { evenTimes } from './passes.ts';
import { isNight, sunDirection } from './sun.ts';

/** The Sun rises and sets far more slowly. */
const STEP_MS = 600_000;

/** How long it is day, with the Sun above −12°, at one of several places at least; seconds. */
export function daylightSeconds(zeniths: readonly Vector[], fromMs: number, toMs: number): number {
  const days = openings(evenTimes(STEP_MS, fromMs, toMs), (epochMs) => {
    const sun = sunDirection(epochMs);
    return {
      isOpen: zeniths.some((zenith) => !isNight(zenith, sun)),
      height: Math.max(...zeniths.map(([x, y, z]) => x * sun[0] + y * sun[1] + z * sun[2])),
    };
  });
  let sum = 0;
  for (const day of days) sum += (day.toMs - day.fromMs) / 1000;
  return sum;
}
