import * as z from 'zod';
import { BUILT_IN_SAMPLERS, ENCODING_NAMES } from '../domain/hybrid.ts';
import { METHOD_NAMES } from '../domain/methods/methods.ts';
import { SCHEME_NAMES } from '../domain/schemes/schemes.ts';
import { type AxisValue, STUDY_MEASURES } from '../domain/study.ts';
import { paperSettings } from '../scenario/generate-paper.ts';
import { positive } from '../scenario/schema/values.ts';

/** Names are used for columns and files. */
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'must begin with a letter and hold letters, digits, - and _ only');

const base = z
  .union([
    z.strictObject({
      generator: paperSettings
        .omit({ seed: true })
        .describe("Settings of the generator of the paper's evaluation; {} for its defaults."),
    }),
    z.strictObject({ scenario: z.string().min(1).describe('Scenario file, relative to the study file.') }),
  ])
  .describe('The source of every instance: `generator` or `scenario`.');

const isScalar = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
const axisValue = z
  .custom<AxisValue>(isScalar, 'must be a number, a text, true or false')
  .meta({ type: ['number', 'string', 'boolean'] });

const axis = z
  .strictObject({
    name: name.describe('Column of the tables.'),
    fields: z
      .array(z.string())
      .min(1)
      .describe(
        'Fields that take the values, e.g. `generator.pairs` or `storage.nodes[*].capacity`; or `scheme`, or `seed`.',
      ),
    label: z.string().optional().describe('Label in figures; default: the name.'),
    unit: z.string().default('').describe('Unit in figures, e.g. `pairs`.'),
    values: z
      .array(axisValue)
      .min(1)
      .describe('The values, each listed once; without values, the grid would be empty.'),
    averaged: z
      .boolean()
      .default(false)
      .describe(
        'True: means are taken over its values, too, as over replications. Use it for replications that are not random.',
      ),
  })
  .describe('An axis of the grid.');

const method = z
  .strictObject({
    method: z.enum(METHOD_NAMES),
    timeLimitSeconds: positive.max(1e7).default(600),
  })
  .describe('A method with its own time limit.');

const masters = z
  .strictObject({
    cuts: z.array(z.int().min(1).max(1000)).min(1).describe('How many cuts the masters have.'),
    encodings: z
      .array(z.enum(ENCODING_NAMES))
      .min(1)
      .default([...ENCODING_NAMES])
      .describe('Encodings that are sampled; envelope is none, but the classical yardstick.'),
    samplers: z
      .array(z.enum(BUILT_IN_SAMPLERS))
      .min(1)
      .default([...BUILT_IN_SAMPLERS])
      .describe('The samplers of each encoding.'),
    reads: z.int().min(1).max(100_000).default(20).describe('Reads of each sample.'),
    samplerSeconds: positive.max(1e5).default(0.4).describe('Of each sample, as a number of steps.'),
    exactSeconds: positive.max(1e7).default(60).describe('Limit of each exact master.'),
  })
  .describe("Benders' masters of each instance, sampled and exact on the same cuts.");

const simulation = z
  .strictObject({
    replications: z.int().min(1).max(1_000_000).default(50).describe('Replications of each plan.'),
    coherenceSeconds: positive
      .nullable()
      .default(null)
      .describe('Let all halves age for which the scenario states nothing.'),
    swapSuccess: z
      .number()
      .gt(0)
      .max(1)
      .nullable()
      .default(null)
      .describe('Probability that a swap succeeds, instead of that of the scenario.'),
    relayBuffer: z
      .int()
      .min(1)
      .nullable()
      .default(null)
      .describe('Pairs that may wait in a relay for each hop of a flow.'),
  })
  .describe('Plans are simulated, too; their pairs that come true stand beside those that are planned.');

const figure = z
  .strictObject({
    name: name.describe('Name of the files.'),
    title: z.string().default(''),
    x: z.string().describe('Name of the axis along x.'),
    measure: z.enum(STUDY_MEASURES).default('totalPairs'),
    series: z
      .string()
      .default('scheme')
      .describe('One line per value of this: `scheme` or the name of an axis.'),
    panel: z
      .string()
      .nullable()
      .default(null)
      .describe('Name of an axis; the figure has one panel per value.'),
    schemes: z
      .array(z.enum(SCHEME_NAMES))
      .min(1)
      .nullable()
      .default(null)
      .describe('Schemes shown; default: all.'),
  })
  .describe('A figure over the summary.');

/** A study file: a base, axes that change fields of it, and what runs on every instance. */
export const studySchema = z.strictObject({
  satqnStudy: z.literal(1).describe('Version of the study format.'),
  name: name.describe('Short name, also used for the output directory.'),
  title: z.string().default(''),
  description: z.string().default(''),
  base,
  axes: z.array(axis).default([]).describe('The grid consists of every combination of their values.'),
  replications: z
    .int()
    .positive()
    .max(1_000_000)
    .default(1)
    .describe('Instances per point of the grid, each with its own seed.'),
  firstSeed: z
    .int()
    .nonnegative()
    .max(2 ** 30)
    .default(1)
    .describe('Replication r of every point has seed firstSeed + r − 1.'),
  schemes: z
    .array(z.enum(SCHEME_NAMES))
    .min(1)
    .optional()
    .describe('Schemes that run on every instance; default: ps-egr, sos, rrs, nss, overlay-lp and greedy.'),
  methods: z
    .array(method)
    .min(1)
    .default([{ method: 'benders', timeLimitSeconds: 600 }])
    .describe(
      'Methods for PS-EGR, SOS and NSS, tried one after another; the first to close the gap gives the result.',
    ),
  gap: z.number().min(0).max(1).default(1e-4).describe('Relative gap at which a method stops.'),
  draws: z.int().min(1).max(100_000).default(20).describe('Draws of random routing.'),
  masters: masters.optional(),
  simulation: simulation.optional(),
  keepMinimum: z.boolean().default(true).describe('True: minimum rates (C7) must be kept.'),
  figures: z.array(figure).default([]),
});

export type StudyDocument = z.output<typeof studySchema>;
