import { efficiencyOfDb } from './decibel.ts';

/** Attenuation of telecom fibre, dB/km. */
export const FIBRE_ATTENUATION_DB_PER_KM = { standard: 0.2, ultraLowLoss: 0.16 } as const;

/** Refractive index of telecom fibre, which delays light by as much. */
export const FIBRE_REFRACTIVE_INDEX = 1.468;

/** Transmission 10^(−αL/10) of a fibre with attenuation α in dB/km. */
export const fibreEfficiency = (
  lengthKm: number,
  attenuationDbPerKm: number = FIBRE_ATTENUATION_DB_PER_KM.standard,
): number => efficiencyOfDb(attenuationDbPerKm * lengthKm);
