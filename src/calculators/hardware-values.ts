/** Values that several questions about hardware share. */
import * as z from 'zod';
import { positive } from '../scenario/schema/values.ts';

/** Longer than any link, and far from overflow. */
export const distanceKm = positive.max(1e9).describe('Kilometres, above 0 and up to 1e9.');
export const frequencyMhz = positive.max(1e9).describe('Megahertz, above 0 and up to 1e9.');
/** Far below any link that delivers, and far from underflow. */
export const efficiency = z.number().min(1e-30).max(1).describe('From 1e-30 to 1.');
export const sourcePlace = z.enum(['end', 'middle', 'middle-measurement']).default('end');
export const medium = z.enum(['vacuum', 'fibre']).default('vacuum');
