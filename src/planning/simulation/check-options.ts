import * as z from 'zod';
import {
  ARRIVALS,
  DISCIPLINES,
  ENGINES,
  FULL_BUFFERS,
  RELAY_ORDERS,
  type SimulationOptions,
} from '../../domain/simulation.ts';
import { checkInput } from '../../scenario/check-input.ts';

/** Every option of a simulation. */
export const simulationOptionsSchema = z.strictObject({
  discipline: z.enum(DISCIPLINES),
  arrivals: z.enum(ARRIVALS),
  engine: z.enum(ENGINES),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .describe('A whole number from 0 to 2,147,483,647.'),
  relayOrder: z.enum(RELAY_ORDERS),
  relayBuffer: z.int().min(1).nullable().describe('Pairs per hop, at least 1.'),
  bufferFull: z.enum(FULL_BUFFERS),
  coherenceSeconds: z.number().positive().nullable().describe('Seconds, above 0.'),
  swapSuccess: z.number().gt(0).max(1).nullable().describe('A probability, above 0 and at most 1.'),
}) satisfies z.ZodType<SimulationOptions>;

/** @throws InputError with every option that is wrong */
export function checkSimulationOptions(options: SimulationOptions): void {
  checkInput(z.strictObject({ options: simulationOptionsSchema }), { options });
}
