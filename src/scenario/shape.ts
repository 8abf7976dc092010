import * as z from 'zod';
import { type DocumentPath, type Finding, valueAt } from './issue.ts';
import { describeValue, numberHint } from './messages.ts';
import { didYouMean, nearestName } from './nearest.ts';
import {
  chosenOption,
  descriptionOf,
  knownKeys,
  optionsOf,
  requiredKeys,
  schemaAt,
  unwrap,
} from './schema-walk.ts';

/** Describes what the schema finds wrong with a value: what was found and what is expected. */
export function explainShape(
  schema: z.core.$ZodType,
  root: unknown,
  issues: readonly z.core.$ZodIssue[],
): Finding[] {
  return issues.flatMap((issue) => explain(issue, [], { schema, root }));
}

interface Context {
  readonly schema: z.core.$ZodType;
  readonly root: unknown;
}

function explain(issue: z.core.$ZodIssue, above: DocumentPath, context: Context): Finding[] {
  const path = [...above, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  const value = valueAt(context.root, path);
  const schema = schemaAt(context.schema, path, context.root);
  const about = descriptionOf(schema);
  const finding = (message: string, hint = about): Finding => ({ path, message, hint });

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, path, schema, value));
    case 'invalid_union':
      return explainUnion(issue, path, context);
    case 'invalid_value':
      return [finding(...wrongValue(issue.values.map(String), value, about))];
    case 'invalid_type':
      return [finding(...wrongType(issue.expected, value, path, about))];
    case 'too_small':
    case 'too_big':
      return [finding(outOfRange(issue, value))];
    case 'not_multiple_of':
      return [finding(`must be a multiple of ${issue.divisor}; found ${describeValue(value)}.`)];
    case 'invalid_format':
      return issue.format === 'datetime'
        ? [
            finding(
              `must be a time with its offset from UTC; found ${describeValue(value)}.`,
              "Write for example '2026-03-20T18:00:00Z'.",
            ),
          ]
        : [finding(`${issue.message}; found ${describeValue(value)}.`)];
    default:
      return [finding(`${issue.message.replace(/\.$/, '')}; found ${describeValue(value)}.`)];
  }
}

const EXPECTED: Readonly<Record<string, string>> = {
  number: 'a number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two names',
  object: 'a block of keys',
};

type MessageAndHint = [message: string, hint: string];

function wrongValue(wanted: readonly string[], value: unknown, about: string): MessageAndHint {
  if (value === undefined) return ['is missing.', `Write one of: ${wanted.join(', ')}.`];
  const message = `must be ${wanted.length > 1 ? 'one of ' : ''}${wanted.join(', ')}; found ${describeValue(value)}.`;
  if (wanted.includes(String(value))) return [message, `Write ${value} without quotes.`];
  return [message, typeof value === 'string' ? didYouMean(value, wanted, about) : about];
}

function wrongType(expected: string, value: unknown, path: DocumentPath, about: string): MessageAndHint {
  const wanted = EXPECTED[expected] ?? expected;
  if (value === undefined) return ['is missing.', about || `Write ${wanted}.`];
  const message = `must be ${wanted}; found ${describeValue(value)}.`;
  if (value === null) return [message, 'Write a value, or remove the key.'];
  const isNumber = expected === 'number' || expected === 'int';
  return [message, (isNumber && numberHint(value, path)) || about];
}

function outOfRange(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, value: unknown): string {
  const isSmall = issue.code === 'too_small';
  const bound = isSmall ? issue.minimum : issue.maximum;
  if (Array.isArray(value)) {
    const size = isSmall ? 'at least' : 'at most';
    return `must have ${size} ${bound} ${bound === 1 ? 'entry' : 'entries'}; found ${value.length}.`;
  }
  const sign = (isSmall ? '>' : '<') + (issue.inclusive ? '= ' : ' ');
  return `must be ${sign}${bound}; found ${describeValue(value)}.`;
}

function unknownKey(
  key: string,
  path: DocumentPath,
  schema: z.core.$ZodType | null,
  value: unknown,
): Finding {
  const known = knownKeys(schema, value);
  return {
    path: [...path, key],
    message: `unknown key '${key}'.`,
    hint: didYouMean(key, known, known.length > 0 ? `Known keys here: ${known.join(', ')}.` : 'Remove it.'),
    atKey: true,
  };
}

function explainUnion(issue: z.core.$ZodIssueInvalidUnion, path: DocumentPath, context: Context): Finding[] {
  const value = valueAt(context.root, path);
  // A discriminated union names the key that decides; its values are the options.
  if ('discriminator' in issue && issue.discriminator) {
    const options = ((issue as { options?: unknown[] }).options ?? []).map(String);
    const found =
      value === undefined
        ? 'is missing'
        : `must be one of ${options.join(', ')}; found ${describeValue(value)}`;
    const hint = typeof value === 'string' ? didYouMean(value, options, '') : '';
    return [{ path, message: `${found}.`, hint: hint || `Write one of: ${options.join(', ')}.` }];
  }
  const schema = schemaAt(context.schema, path, context.root);
  const union = schema && unwrap(schema);
  if (!(union instanceof z.ZodUnion)) return [{ path, message: `${issue.message}.`, hint: '' }];
  const about = descriptionOf(schema);
  if (value === undefined) return [{ path, message: 'is missing.', hint: about }];
  const option = chosenOption(union, value);
  const branch = option && issue.errors[optionsOf(union).indexOf(option)];
  if (branch) return branch.flatMap((inner) => explain(inner, path, context));
  return [unclearUnion(union, path, value, about)];
}

/** A value that could be intended for none or for several options of a union. */
function unclearUnion(union: z.ZodUnion, path: DocumentPath, value: unknown, about: string): Finding {
  const keys = optionsOf(union).flatMap(requiredKeys);
  if (optionsOf(union).some((option) => !(unwrap(option) instanceof z.ZodObject))) {
    const isPerSlot = optionsOf(union).some((option) => unwrap(option)._zod.def.type === 'number');
    const wanted = isPerSlot
      ? 'one number, or a list with one number per slot'
      : `'all', a list, or a block with ${keys.join(', ')}`;
    return {
      path,
      message: `must be ${wanted}; found ${describeValue(value)}.`,
      hint: (isPerSlot && numberHint(value, path)) || about,
    };
  }
  const isBlock = typeof value === 'object' && value !== null;
  const given = isBlock ? Object.keys(value) : [];
  const present = given.filter((key) => keys.includes(key));
  const found = !isBlock
    ? `found ${describeValue(value)}`
    : present.length > 0
      ? `found ${present.join(' and ')}`
      : 'found none of them';
  const nearest = given.map((key) => nearestName(key, keys)).find((key) => key !== null);
  return {
    path,
    message: `must have exactly one of the keys ${keys.join(', ')}; ${found}.`,
    hint: present.length === 0 && nearest ? `Did you mean '${nearest}'?` : about,
  };
}
