import * as z from 'zod';
import { CATALOGUE_LIMITS, SKIP_REASONS } from '../domain/catalogue-limit.ts';
import { CHECKS, type DualPrices } from '../domain/certificate.ts';
import { FAMILIES, type FamilyFacts, SLOT_MOMENTS } from '../domain/families.ts';
import { IDLE_REASONS } from '../domain/idle-reason.ts';
import { METHOD_NAMES, RULE_NAMES } from '../domain/methods/methods.ts';
import { LINK_CLASSES } from '../domain/network.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { RUN_STATUSES } from '../domain/run-status.ts';
import { SCHEME_NAMES } from '../domain/schemes/schemes.ts';
import { WARNING_KINDS } from '../domain/warning.ts';
import { assumptionsSchema } from './assumptions-schema.ts';
import { calibrationSchema } from './calibration-schema.ts';
import { hybridStepSchema } from './hybrid-schema.ts';

const slot = z.int().nonnegative();
const count = z.int().nonnegative();
const nullable = z.number().nullable();
/** An infinite violation is written as null, since JSON has no Infinity. */
const violation = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.POSITIVE_INFINITY);

const hop = z.union([z.object({ link: z.string() }), z.object({ pair: z.string(), subPath: z.string() })]);

const plan = z.object({
  routes: z.array(
    z.object({
      demand: z.string(),
      slot,
      path: z.string(),
      nodes: z.array(z.string()),
      hops: z.array(hop),
      rate: z.number(),
      rateCap: z.number(),
      cost: z.number(),
      fidelity: z.number(),
      deliveredFidelity: z.number(),
      latencySeconds: z.number().exactOptional(),
      rounds: count.exactOptional(),
    }),
  ),
  subPaths: z.array(
    z.object({ pair: z.string(), id: z.string(), nodes: z.array(z.string()), hops: z.array(hop) }),
  ),
  fills: z.array(z.object({ pair: z.string(), subPath: z.string(), slot, rate: z.number() })),
  stocks: z.array(z.object({ pair: z.string(), subPath: z.string(), pairs: z.array(z.number()) })),
  pointing: z.array(z.object({ link: z.string(), from: slot, to: z.int().positive() })).exactOptional(),
});

const certificate = z.object({
  status: z.enum(['verified', 'failed']),
  maxViolation: violation,
  tolerance: z.number(),
  checks: z.array(
    z.object({
      constraint: z.enum(CHECKS),
      checked: count,
      maxViolation: violation,
      worst: z.string().nullable(),
      exempt: count.exactOptional(),
      missed: count.exactOptional(),
    }),
  ),
  objective: z.number(),
  totalPairs: z.number(),
  dualBound: nullable,
  bound: z.enum(['rechecked', 'by the solver', 'none']),
});

const ENTITY_NAMES = {
  memory: { node: z.string() },
  link: { link: z.string() },
  stock: { pair: z.string(), subPath: z.string() },
  demand: { demand: z.string() },
  node: { node: z.string() },
  nodeMoment: { node: z.string(), at: z.enum(SLOT_MOMENTS) },
  messageWay: { from: z.string(), to: z.string() },
  demandLink: { demand: z.string(), link: z.string() },
  stockLink: { pair: z.string(), subPath: z.string(), link: z.string() },
};
const dualPrices = z.object(
  Object.fromEntries(
    Object.values(FAMILIES).map((facts: FamilyFacts) => {
      const list = z.array(z.object({ ...ENTITY_NAMES[facts.of], slot, price: z.number() }));
      return [facts.prices, facts.isInEveryRecord ? list : list.exactOptional()];
    }),
  ),
) as unknown as z.ZodType<DualPrices>;

const demandSummary = z.object({
  demand: z.string(),
  source: z.string(),
  destination: z.string(),
  deliveredPairs: z.number(),
  meanRate: z.number(),
  fidelityBefore: nullable,
  fidelityAfter: nullable,
  shares: z.object({ satellite: z.number(), aerial: z.number(), fibre: z.number(), virtual: z.number() }),
  idleSlots: z.array(
    z.object({
      slot,
      reasons: z.array(z.enum(IDLE_REASONS)).min(1),
      hops: z.object({ needed: count, allowed: count }).exactOptional(),
    }),
  ),
});

const sight = z.object({ rangeKm: z.number(), elevationDeg: nullable }).nullable();
const scheduledPointing = z.object({
  node: z.string(),
  telescope: count,
  target: z.string(),
  link: z.string(),
  from: slot,
  to: slot,
  acquiredAtSeconds: nullable,
  carryingSeconds: z.number(),
  pairs: z.number(),
  begin: sight,
  end: sight,
});

const shadowPrice = z.object({
  where: z.string(),
  slot,
  amount: z.number(),
  price: z.number(),
  recheckedPrice: z.number(),
});

const limit = { limit: z.enum(CATALOGUE_LIMITS), value: count };
const limitFinding = z.union([
  z.object({ ...limit, doubled: count, bound: z.number(), more: z.number() }),
  z.object({ ...limit, skipped: z.enum(SKIP_REASONS) }),
]);

/** Keys are in the order in which runs are written, so reading and writing a record again gives the same text. Keys that are missing here do not compile: they would be dropped. */
const shape = z.object({
  satqn: z.object({ record: z.literal(1), version: z.string() }),
  status: z.enum(RUN_STATUSES),
  method: z.enum([...METHOD_NAMES, ...RULE_NAMES]),
  scheme: z.enum(SCHEME_NAMES),
  objective: nullable,
  totalPairs: nullable,
  bounds: z.object({ incumbent: nullable, bound: nullable, relativeGap: nullable, boundBy: z.string() }),
  iterations: count,
  certificate: certificate.nullable(),
  scenario: z.object({ name: z.string(), hash: z.string(), document: z.looseObject({}) }),
  options: z.looseObject({}),
  solver: z.object({ name: z.string(), version: z.string() }),
  seconds: z.object({ topology: z.number(), catalogue: z.number(), solve: z.number() }),
  catalogue: z.object({ realPaths: count, virtualPaths: count, subPaths: count, choices: count }),
  horizon: z.object({
    slots: z.int().positive().max(1_000_000),
    slotSeconds: z.number().positive(),
    start: z.string().nullable(),
  }),
  nodes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['satellite', 'aerial', 'ground']),
      memoryModes: z.number().exactOptional(),
    }),
  ),
  exempt: z.array(z.object({ demand: z.string(), slot })),
  expectedPairs: nullable,
  links: z.array(
    z.object({ id: z.string(), ends: z.tuple([z.string(), z.string()]), class: z.enum(LINK_CLASSES) }),
  ),
  demands: z.array(demandSummary),
  storage: z.array(z.object({ node: z.string(), capacity: z.number(), pairs: z.array(z.number()) })),
  schedule: z.array(scheduledPointing).exactOptional(),
  modes: z
    .array(
      z.object({
        node: z.string(),
        modes: z.number(),
        moving: z.array(z.number()),
        stored: z.array(z.number()),
      }),
    )
    .exactOptional(),
  control: z
    .array(
      z.object({
        slot,
        link: z.string().nullable(),
        from: z.string(),
        to: z.string(),
        heraldBitsPerSecond: z.number(),
        swapBitsPerSecond: z.number(),
        purificationBitsPerSecond: z.number(),
      }),
    )
    .exactOptional(),
  prices: z.object({
    links: z.array(shadowPrice),
    memories: z.array(shadowPrice),
    modes: z.array(shadowPrice).exactOptional(),
  }),
  trajectory: z.array(
    z.object({ seconds: z.number(), iteration: count, incumbent: nullable, bound: nullable }),
  ),
  hybridMaster: z.array(hybridStepSchema).exactOptional(),
  relaxation: z.object({ bound: nullable, prices: dualPrices.nullable() }),
  catalogueLimits: z.array(limitFinding).exactOptional(),
  shortages: z.array(
    z.object({
      demand: z.string(),
      slot,
      missingRate: z.number(),
      busyTelescopes: z.array(z.string()).exactOptional(),
    }),
  ),
  warnings: z
    .array(
      z.object({ kind: z.enum(WARNING_KINDS), where: z.string(), message: z.string(), hint: z.string() }),
    )
    .default([]),
  notes: z.array(z.string()),
  draws: z
    .array(z.object({ objective: nullable, totalPairs: nullable, maxViolation: nullable }))
    .nullable()
    .default(null),
  plan: plan.nullable(),
  assumptions: assumptionsSchema.exactOptional(),
  calibration: calibrationSchema.exactOptional(),
} satisfies Readonly<Record<keyof RunRecord, z.ZodType>>);

/** A run record as in its file; unknown keys are dropped. */
export const runRecordSchema: z.ZodType<RunRecord> = shape.superRefine((record, context) => {
  const { slots } = record.horizon;
  const within = (
    path: readonly (string | number)[],
    rows: readonly { readonly slot: number }[],
    last: number,
  ) =>
    rows.forEach((row, index) => {
      if (row.slot <= last) return;
      const message = `must be a slot from 0 to ${last}`;
      context.addIssue({ code: 'custom', path: [...path, index, 'slot'], message });
    });
  const atBoundaries = (
    path: readonly (string | number)[],
    rows: readonly { readonly pairs: readonly number[] }[],
  ) =>
    rows.forEach((row, index) => {
      if (row.pairs.length === slots + 1) return;
      const message = `must have ${slots + 1} values, one at the beginning of each slot and one at the end`;
      context.addIssue({ code: 'custom', path: [...path, index, 'pairs'], message });
    });

  within(['shortages'], record.shortages, slots - 1);
  within(['exempt'], record.exempt, slots - 1);
  within(['prices', 'links'], record.prices.links, slots - 1);
  within(['prices', 'memories'], record.prices.memories, slots);
  within(['prices', 'modes'], record.prices.modes ?? [], slots - 1);
  record.demands.forEach((demand, index) => {
    within(['demands', index, 'idleSlots'], demand.idleSlots, slots - 1);
  });
  if (record.assumptions) within(['assumptions', 'nodes'], record.assumptions.nodes, slots - 1);
  atBoundaries(['storage'], record.storage);
  if (record.plan) {
    within(['plan', 'routes'], record.plan.routes, slots - 1);
    within(['plan', 'fills'], record.plan.fills, slots - 1);
    atBoundaries(['plan', 'stocks'], record.plan.stocks);
    record.plan.pointing?.forEach(({ from, to }, index) => {
      if (from < to && to <= slots) return;
      const message = `must be within the ${slots} slots, from before to`;
      context.addIssue({ code: 'custom', path: ['plan', 'pointing', index], message });
    });
  }
});
