import { sunPos } from 'satellite.js';
import { julianDay, radians, rotateToEarthFixed, siderealAngleRad, type Vector } from './frames.ts';
import { vectorAt } from './vector-at.ts';

/** It is night if the Sun is below −12° (nautical twilight is over). */
const SINE_OF_NIGHT = Math.sin(radians(-12));

/** Unit vector to the Sun, Earth-fixed; good to 0.01° from 1950 to 2050 (Vallado, algorithm "sun"). */
export function sunDirection(epochMs: number): Vector {
  const { x, y, z } = sunPos(julianDay(epochMs)).rsun;
  const length = Math.hypot(x, y, z);
  const direction = Float64Array.of(x / length, y / length, z / length);
  rotateToEarthFixed(direction, 0, siderealAngleRad(epochMs));
  return vectorAt(direction, 0);
}

/** Whether the Sun is below −12° where `zenith` points up. Both are Earth-fixed unit vectors. */
export const isNight = (zenith: Vector, sun: Vector): boolean =>
  zenith[0] * sun[0] + zenith[1] * sun[1] + zenith[2] * sun[2] < SINE_OF_NIGHT;
