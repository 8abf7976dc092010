import * as z from 'zod';
import { SCHEME_NAMES } from '../domain/schemes/schemes.ts';
import type { StudyPoint } from '../domain/study.ts';
import type { JobDefinition } from './definition.ts';
import { studySchema } from './schema.ts';

const { shape } = studySchema;
const value = z.union([z.number(), z.string(), z.boolean()]);
const { gap, draws, keepMinimum } = shape;

/**
 * What all jobs of a study share, as it arrives on another machine: methods, schemes and samplers by name, and texts
 * instead of files.
 */
const definitionSchema = z.strictObject({
  base: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('generator'),
      settings: z.custom<object>((settings) => typeof settings === 'object' && settings !== null),
    }),
    z.strictObject({
      kind: z.literal('scenario'),
      document: z.custom<object>((document) => typeof document === 'object' && document !== null),
    }),
  ]),
  axes: z.array(
    z.strictObject({
      name: z.string(),
      label: z.string(),
      unit: z.string(),
      values: z.array(value),
      averaged: z.boolean().optional(),
      fields: z.array(
        z.discriminatedUnion('of', [
          z.strictObject({ of: z.literal('generator'), key: z.string() }),
          z.strictObject({ of: z.literal('scenario'), steps: z.array(z.union([z.string(), z.int()])) }),
        ]),
      ),
    }),
  ),
  schemes: z.array(z.enum(SCHEME_NAMES)),
  options: z.strictObject({ methods: shape.methods, gap, draws, keepMinimum }),
  masters: shape.masters,
  simulation: shape.simulation,
  files: z.record(z.string(), z.string()),
});

const pointSchema = z.strictObject({ at: z.record(z.string(), value), seed: z.int().nonnegative() });

/** @throws if it is no definition of a study */
export const parseDefinition = (content: unknown): JobDefinition =>
  definitionSchema.parse(content) as JobDefinition;

/** @throws if it is no instance of a study */
export const parsePoint = (data: unknown): StudyPoint => pointSchema.parse(data);
