import * as z from 'zod';
import type { Assumptions } from '../domain/assumptions.ts';
import { LINK_CLASSES } from '../domain/network.ts';

const amount = z.number().nonnegative();
const count = z.int().nonnegative();

/** What a plan assumes, as in the file of its record. */
export const assumptionsSchema = z.object({
  nodes: z.array(
    z.object({
      node: z.string(),
      modesInFlight: amount,
      slot: count,
      modesAtFullRate: amount,
      unknownLinks: count,
      storedPairs: amount,
    }),
  ),
  unknownLinks: count,
  longestStorageSeconds: amount.nullable(),
  fidelity: z.object({ smallestMargin: z.number(), narrowShare: amount }).nullable(),
  swapSuccess: amount.nullable(),
  latency: z.object({ medianSeconds: amount, largestSeconds: amount }).nullable(),
  halvesAge: z.literal(true).exactOptional(),
  unknownLatencyShare: amount,
  control: z
    .object({
      slot: count,
      heraldBitsPerSecond: amount,
      swapBitsPerSecond: amount,
      purificationBitsPerSecond: amount,
    })
    .nullable(),
  clockSeconds: amount.nullable(),
  statedClocks: z
    .array(
      z.object({
        class: z.enum(LINK_CLASSES),
        deviationSeconds: amount,
        offsetSeconds: amount,
        leastCaptured: amount,
      }),
    )
    .exactOptional(),
  joinedBands: z.array(z.object({ node: z.string(), bandsNm: z.array(amount) })),
}) satisfies z.ZodType<Assumptions>;
