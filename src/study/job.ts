import * as z from 'zod';
import type { Comparison } from '../domain/comparison.ts';
import type { StudyPoint } from '../domain/study.ts';

/** The outcome of one job, which is one instance with all schemes on it. */
export type JobRecord = FinishedJob | FailedJob;

interface JobFacts extends StudyPoint {
  readonly id: string;
  /** Wall-clock time from the scenario to the last scheme. */
  readonly seconds: number;
}

interface FinishedJob extends JobFacts {
  readonly status: 'done';
  readonly comparison: Comparison;
}

export interface FailedJob extends JobFacts {
  readonly status: 'failed';
  readonly error: string;
}

/** First line of the file of jobs: the study that it belongs to. */
export interface JobsHeader {
  readonly satqnStudyJobs: 1;
  readonly study: string;
  /** Hash of name, base and axes without their values; see studyHash. */
  readonly hash: string;
  readonly version: string;
}

const headerSchema = z.object({
  satqnStudyJobs: z.literal(1),
  study: z.string(),
  hash: z.string(),
  version: z.string(),
});

const facts = {
  id: z.string(),
  at: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  seed: z.int(),
  seconds: z.number(),
};
const recordSchema = z.discriminatedUnion('status', [
  z.object({
    ...facts,
    status: z.literal('done'),
    comparison: z.custom<Comparison>((value) => Array.isArray((value as Partial<Comparison>)?.results)),
  }),
  z.object({ ...facts, status: z.literal('failed'), error: z.string() }),
]);

/** One line of the file, without its line break. */
export const formatLine = (line: JobsHeader | JobRecord): string => JSON.stringify(line);

/** Null if the line is not a header. */
export const parseHeader = (line: string): JobsHeader | null => read(headerSchema, line);

/** Null if the line is not the record of a job. */
export const parseRecord = (line: string): JobRecord | null => read(recordSchema, line);

function read<T>(schema: z.ZodType<T>, line: string): T | null {
  try {
    return schema.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
