/** Runs as the interface shows them. */
import * as z from 'zod';
import { RUN_STATUSES } from '../../../domain/run-status.ts';
import { issueBodies, issueSchema } from '../http/problems.ts';
import type { RunKind } from '../jobs/job.ts';
import {
  type PlanState,
  RUN_PHASES,
  type RunCard,
  type SimulationState,
  type StudyState,
} from '../run-card.ts';

export const idParams = z.strictObject({
  id: z.uuid('is no id of a run').describe('The id that the answer to POST had.'),
});

export const listQuery = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(100)
    .describe('How many of the newest, from 1 to 1,000.'),
});

export const removeQuery = z.strictObject({
  remove: z
    .enum(['true', 'false'])
    .default('false')
    .describe("'true' removes a run that has ended, with all its files."),
});

export const keyHeaders = z.looseObject({
  'idempotency-key': z
    .string()
    .min(1)
    .max(255)
    .exactOptional()
    .describe('The same request with the same key begins nothing new, however often it is sent.'),
});

const common = {
  id: z.uuid(),
  title: z.string().describe('The name in what was sent.'),
  phase: z
    .enum(RUN_PHASES)
    .describe('done: ended by itself; stopped: by DELETE, and what it had is kept; failed: see problem.'),
  isStopping: z.boolean().describe('Whether it was asked to stop.'),
  createdAt: z.string().describe('ISO 8601.'),
  endedAt: z.string().nullable(),
  seconds: z.number().describe('Of computing, in all attempts.'),
  problem: z.array(issueSchema).nullable(),
};

const planState = z.object({
  stage: z.string(),
  objective: z.number().nullable().describe('Inner bound: the value of the best plan.'),
  bound: z.number().nullable().describe('Outer bound: no plan is worth more.'),
  relativeGap: z.number().nullable(),
  iterations: z.number(),
  seconds: z.number().describe('Of the search.'),
  status: z.enum(RUN_STATUSES).nullable().describe('How the search ended; null before.'),
  totalPairs: z.number().nullable(),
  isVerified: z.boolean().nullable().describe('Whether the independent check passed.'),
  unwritten: z.array(z.string()).describe('Files that could not be written.'),
}) satisfies z.ZodType<PlanState>;

const simulationState = z.object({
  replications: z.number(),
  limit: z.number(),
  realisedPairs: z.number().nullable(),
  plannedPairs: z.number().nullable(),
  ended: z.enum(['replications', 'precision', 'interrupted']).nullable(),
}) satisfies z.ZodType<SimulationState>;

const studyState = z.object({
  jobs: z.number(),
  done: z.number(),
  failed: z.number(),
}) satisfies z.ZodType<StudyState>;

export const VIEW_SCHEMAS = {
  plan: z.object({ ...common, state: planState.nullable() }),
  simulation: z.object({ ...common, plan: z.uuid(), state: simulationState.nullable() }),
  study: z.object({ ...common, state: studyState.nullable() }),
} as const satisfies Readonly<Record<RunKind, z.ZodType>>;

/** The run for its owner. */
export function viewOf(card: RunCard): object {
  const { id, title, phase, isStopping, createdAt, endedAt, seconds, problem, state, job } = card;
  return {
    id,
    title,
    phase,
    isStopping,
    createdAt,
    endedAt,
    seconds,
    problem: problem && issueBodies(problem),
    ...(job.kind === 'simulation' && { plan: job.plan }),
    state,
  };
}
