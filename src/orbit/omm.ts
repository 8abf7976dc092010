import { json2satrec } from 'satellite.js';
import * as z from 'zod';
import type { InputIssue } from '../base/errors.ts';
import { type ElementSource, limited, type ParsedElements } from './elements.ts';

/** Numbers come as numbers or as strings, depending on who writes the file. */
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const number = z
  .union([z.number(), z.string()], { error: 'expected a number' })
  .refine((value) => typeof value === 'number' || NUMERAL.test(value), { error: 'expected a number' });
const within = (least: number, most: number) =>
  number.transform(Number).refine((value) => value >= least && value <= most, {
    error: `expected a number from ${least} to ${most}`,
  });

/** The part of an orbit mean-elements message (CCSDS 502.0-B) that SGP4 needs. */
const message = z.object({
  OBJECT_NAME: z.string().optional(),
  OBJECT_ID: z.string().default(''),
  NORAD_CAT_ID: within(1, 999_999_999),
  EPOCH: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z?$/, {
    error: 'expected a UTC time like 2023-08-22T11:46:56.701',
  }),
  MEAN_MOTION: within(1e-6, 20),
  ECCENTRICITY: within(0, 0.999_999_9),
  INCLINATION: within(0, 180),
  RA_OF_ASC_NODE: within(-360, 360),
  ARG_OF_PERICENTER: within(-360, 360),
  MEAN_ANOMALY: within(-360, 360),
  BSTAR: within(-10, 10).default(0),
  MEAN_MOTION_DOT: within(-10, 10).default(0),
  MEAN_MOTION_DDOT: within(-10, 10).default(0),
  ELEMENT_SET_NO: number.default(0),
  TIME_SYSTEM: z.literal('UTC', { error: 'only UTC is understood' }).optional(),
  REF_FRAME: z.literal('TEME', { error: 'only TEME is understood' }).optional(),
  MEAN_ELEMENT_THEORY: z.string().startsWith('SGP4', { error: 'only SGP4 is understood' }).optional(),
});

/**
 * Reads mean elements in OMM JSON: one message, or a list of them. Nothing is thrown: mistakes are
 * returned, each with its position in the list.
 */
export function parseOmm(text: string, source: ElementSource): ParsedElements {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    const message = `This is not JSON: ${error instanceof Error ? error.message : String(error)}.`;
    return { sets: [], issues: [{ ...source, message, hint: 'Give orbit mean elements in OMM JSON.' }] };
  }
  const items = Array.isArray(parsed) ? parsed : [parsed];
  if (items.length === 0) {
    const message = 'There is no satellite in this list.';
    return { sets: [], issues: [{ ...source, message, hint: 'Give at least one OMM message.' }] };
  }
  const results = items.map((item) => message.safeParse(item));
  const sets = results.flatMap(({ data }) => {
    if (data === undefined) return [];
    const name = data.OBJECT_NAME?.trim() ?? '';
    return [
      {
        name: name || null,
        catalogueNumber: data.NORAD_CAT_ID,
        record: json2satrec({ ...data, OBJECT_NAME: name, TIME_SYSTEM: 'UTC', MEAN_ELEMENT_THEORY: 'SGP4' }),
      },
    ];
  });
  const issues: InputIssue[] = results.flatMap(({ error }, index) =>
    (error?.issues ?? []).map((issue) => ({
      file: source.file,
      path: `${source.path}[${index}]${issue.path.map((key) => `.${String(key)}`).join('')}`,
      message: `${issue.message.replace(/^./, (first) => first.toUpperCase())}.`,
      hint: 'See CCSDS 502.0-B, or take the elements from CelesTrak or Space-Track as OMM JSON.',
    })),
  );
  return { sets, issues: limited(issues, source) };
}
