import * as z from 'zod';
import { amount, ends, identifier, perSlot, positive, positiveProbability } from './values.ts';

const capacity = amount.describe('B_m: the number of pairs of which the node can store one half each.');

export const storage = z
  .strictObject({
    nodes: z
      .array(z.strictObject({ node: identifier, capacity }))
      .default([])
      .describe('M with B_m, node by node; takes precedence over `kinds`.'),
    kinds: z
      .strictObject({
        satellite: capacity.optional(),
        aerial: capacity.optional(),
        ground: capacity.optional(),
      })
      .default({})
      .describe(
        'How many pairs every node of a kind can store, except platforms and satellites without a memory.',
      ),
    pairs: z
      .union([
        z.literal('all'),
        z.array(ends),
        z.strictObject({
          longestContact: z
            .int()
            .positive()
            .describe('Use at most this many pairs: those with a direct link in the most slots.'),
        }),
      ])
      .default('all')
      .describe('N: all pairs of storage nodes, those listed, or those in contact for the longest time.'),
    initialStock: z
      .array(
        z.strictObject({
          nodes: z
            .array(identifier)
            .min(2)
            .describe('The sub-path along which the pairs were made, from one storage node to the other.'),
          pairs: amount.describe('z^1: how many pairs are in stock at the start.'),
          fidelity: positiveProbability,
        }),
      )
      .default([]),
    minimumFidelity: z
      .number()
      .min(0.5)
      .lt(1)
      .default(0.5)
      .describe('A sub-path can be filled only in slots in which its fidelity is above this value.'),
    memory: z
      .discriminatedUnion('model', [
        z.strictObject({ model: z.literal('ideal') }),
        z.strictObject({ model: z.literal('loss'), coherenceSeconds: positive }),
        z.strictObject({
          model: z.enum(['depolarising', 'dephasing']),
          coherenceSeconds: positive,
          maximumStorageSlots: z
            .int()
            .positive()
            .describe('A: a pair that is not used within this many slots is discarded.'),
        }),
      ])
      .default({ model: 'ideal' }),
  })
  .describe('Storage of pairs between slots.');

export const demand = z
  .strictObject({
    id: identifier.optional().describe('Default: source and destination joined by `~`.'),
    source: identifier,
    destination: identifier,
    weight: perSlot(amount).default(1).describe('α^t_k: one number, or one per slot.'),
    fidelityTarget: z
      .number()
      .gt(0.5)
      .lt(1)
      .default(0.9)
      .describe('F^th_k: the fidelity that delivered pairs must reach, above 0.5 and below 1.'),
    minimumRate: amount.default(0).describe('C7: pairs/s to deliver in every slot that has a usable path.'),
    maximumLatencySeconds: positive
      .optional()
      .describe(
        'The longest time from the beginning of an attempt until its pair may be used at both ends. No limit if absent.',
      ),
  })
  .describe('A pair of users that needs entanglement.');

/** The largest values that a scenario may set for the limits of the catalogue. */
export const LARGEST_LIMITS = {
  realPaths: 1000,
  pointingPool: 1000,
  virtualPaths: 1000,
  subPaths: 1000,
  virtualSubPaths: 1000,
  maximumHops: 100,
  maximumVirtualLinks: 10,
} as const;

const upTo = (limit: keyof typeof LARGEST_LIMITS) => z.int().nonnegative().max(LARGEST_LIMITS[limit]);

export const paths = z
  .strictObject({
    realPaths: upTo('realPaths')
      .default(5)
      .describe('Real paths per demand and slot; where the plan points telescopes, see pointingPool.'),
    pointingPool: upTo('pointingPool')
      .positive()
      .optional()
      .describe(
        'Real paths per demand and slot, instead of realPaths, where the plan points telescopes; 16 if absent.',
      ),
    virtualPaths: upTo('virtualPaths').default(5).describe('Virtual paths per demand and slot.'),
    subPaths: upTo('subPaths').default(2).describe('Sub-paths per storage pair and slot.'),
    virtualSubPaths: upTo('virtualSubPaths')
      .default(0)
      .describe('Sub-paths with one virtual link, per storage pair and slot.'),
    maximumHops: upTo('maximumHops')
      .positive()
      .default(10)
      .describe('The most hops of a path in the virtual graph.'),
    maximumVirtualLinks: upTo('maximumVirtualLinks')
      .positive()
      .default(2)
      .describe('The most virtual links of a virtual path.'),
  })
  .describe('Limits of the path catalogue.');

export const purification = z
  .strictObject({
    protocol: z.enum(['dejmps', 'bbpssw', 'none']).default('dejmps'),
  })
  .describe('Entanglement purification by recurrence.');

export const gates = z
  .strictObject({
    singleQubit: positiveProbability.default(1).describe('p1: the probability that a one-qubit gate works.'),
    twoQubit: positiveProbability.default(1).describe('p2: the probability that a two-qubit gate works.'),
    readout: z
      .number()
      .gt(0.5)
      .max(1)
      .default(1)
      .describe('η: the probability that a measurement gives the right result.'),
    swapSuccess: positiveProbability.default(1).describe('q: the probability that a swap succeeds.'),
  })
  .describe('Quality of the operations in swapping (Briegel–Dür) and, with BBPSSW, in purification.');
