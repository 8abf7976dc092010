import { json2satrec } from 'satellite.js';
import * as z from 'zod';
import type { InputIssue } from '../../base/errors.ts';
import {
  type ElementFault,
  type ElementSet,
  type ElementSource,
  isSgp4Type,
  otherTheory,
  type ParsedElements,
  SGP4_XP,
  unreadable,
} from './element-set.ts';
import { type RawMessage, readMessages } from './omm-notations.ts';

/** Numbers are written as numbers or as strings, depending on the program that wrote the file. */
const NUMERAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const MISSING = 'is not given';
const number = z
  .union([z.number(), z.string()], {
    error: ({ input }) => (input === undefined ? MISSING : 'expected a number'),
  })
  .refine((value) => typeof value === 'number' || NUMERAL.test(value), { error: 'expected a number' });
const within = (least: number, most: number) =>
  number.transform(Number).refine((value) => value >= least && value <= most, {
    error: `expected a number from ${least} to ${most}`,
  });

/** A calendar date or a day of the year, and a time of day in UTC. */
const EPOCH = /^(\d{4})-(?:(\d\d)-(\d\d)|(\d{3}))[T ](\d\d):(\d\d):(\d\d)(\.\d+)?Z?$/;

/** Unix time in ms of an epoch, with microseconds if given; NaN if there is no such time. */
function epochMilliseconds(text: string): number {
  const [, year, month, day, dayOfYear, hour, minute, second, fraction = '0'] = EPOCH.exec(text) ?? [];
  const [y, m, d] = dayOfYear ? [year, '01', '01'] : [year, month, day];
  const whole = Date.parse(`${y}-${m}-${d}T${hour}:${minute}:${second}Z`);
  const days = dayOfYear ? Number(dayOfYear) - 1 : 0;
  // Date.parse takes 30 February for 2 March.
  const isDay = dayOfYear ? days >= 0 && days < 366 : new Date(whole).getUTCDate() === Number(day);
  return isDay ? whole + 86_400_000 * days + 1000 * Number(fraction) : Number.NaN;
}

/** The part of an orbit mean-elements message (CCSDS 502.0-B) that SGP4 needs. */
const message = z.object({
  OBJECT_NAME: z.string().optional(),
  NORAD_CAT_ID: within(0, 999_999_999),
  EPOCH: z
    .string({ error: ({ input }) => (input === undefined ? MISSING : 'expected a time') })
    .refine((text) => Number.isFinite(epochMilliseconds(text)), {
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
  TIME_SYSTEM: z.literal('UTC', { error: 'only UTC is understood' }).exactOptional(),
  REF_FRAME: z.literal('TEME', { error: 'only TEME is understood' }).exactOptional(),
  CENTER_NAME: z
    .string()
    .regex(/^earth$/i, { error: 'only the Earth is understood' })
    .exactOptional(),
});

const HINT = 'See CCSDS 502.0-B, or take the elements from CelesTrak or Space-Track.';

/**
 * Reads mean elements in OMM, as JSON (one message or a list), CSV, XML or KVN; null and empty values count as not
 * given. Mistakes are returned, not thrown, each with its place in the text.
 */
export function parseOmm(text: string, source: ElementSource): ParsedElements {
  const raw = readMessages(text, source);
  if ('refused' in raw) return raw.refused;
  if (raw.messages.length === 0) {
    const hint = 'Give at least one OMM message.';
    return unreadable({ ...source, message: 'There is no satellite in this text.', hint });
  }
  const results = raw.messages.map(elementSet);
  return {
    sets: results.filter((result) => 'record' in result),
    faults: results.filter((result) => 'issues' in result),
  };
}

function elementSet({ values, where, issues }: RawMessage): ElementSet | ElementFault {
  const given = Object.fromEntries(
    Object.entries(values).flatMap(([keyword, value]) => {
      const plain = typeof value === 'string' ? value.trim() : value;
      return plain === null || plain === '' || plain === undefined ? [] : [[keyword, plain]];
    }),
  );
  const name = typeof given.OBJECT_NAME === 'string' ? given.OBJECT_NAME : null;
  const number = message.shape.NORAD_CAT_ID.safeParse(given.NORAD_CAT_ID).data ?? null;
  // A row that is out of place says nothing of its values.
  if (issues.length > 0) return { name, catalogueNumber: number, issues };
  const theory = theoryFault(given);
  if (theory !== null) {
    const { keyword, message, hint } = theory;
    return { name, catalogueNumber: number, issues: [{ ...where(keyword), message, hint }] };
  }
  const { data, error } = message.safeParse(given);
  if (data === undefined) {
    const wrong = error.issues.map((issue): InputIssue => {
      const keyword = issue.path.map(String).join('.');
      const sentence = issue.message === MISSING ? `${keyword} ${MISSING}` : issue.message;
      const start = sentence.replace(/^./, (first) => first.toUpperCase());
      return { ...where(keyword), message: `${start}.`, hint: HINT };
    });
    return { name, catalogueNumber: number, issues: wrong };
  }
  const epochMs = epochMilliseconds(data.EPOCH);
  const record = json2satrec({
    ...data,
    OBJECT_NAME: name ?? '',
    OBJECT_ID: '',
    CENTER_NAME: 'EARTH',
    EPOCH: new Date(epochMs).toISOString(),
    ELEMENT_SET_NO: 0,
    TIME_SYSTEM: 'UTC',
    MEAN_ELEMENT_THEORY: 'SGP4',
  });
  return { name, catalogueNumber: data.NORAD_CAT_ID, epochMs, record };
}

/** Values of MEAN_ELEMENT_THEORY that mean SGP4, which is SDP4 for deep space. */
const SGP4 = /^(?:SGP\/)?(?:SGP4|SDP4)(?:\/SDP4)?$/i;

/** Elements that are not for SGP4, and the keyword that says so. */
function theoryFault(given: Readonly<Record<string, unknown>>) {
  const theory = `${given.MEAN_ELEMENT_THEORY ?? 'SGP4'}`;
  const type = `${given.EPHEMERIS_TYPE ?? ''}`;
  if (/XP$/i.test(theory)) return { keyword: 'MEAN_ELEMENT_THEORY', ...SGP4_XP };
  if (type === '4') return { keyword: 'EPHEMERIS_TYPE', ...SGP4_XP };
  if (!SGP4.test(theory)) return { keyword: 'MEAN_ELEMENT_THEORY', ...otherTheory(`for ${theory}`) };
  if (!isSgp4Type(type)) return { keyword: 'EPHEMERIS_TYPE', ...otherTheory(`of ephemeris type ${type}`) };
  // The ballistic coefficient of SGP4-XP is in the place of BSTAR.
  return given.BTERM === undefined ? null : { keyword: 'BTERM', ...SGP4_XP };
}
