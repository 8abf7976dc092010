/** The question of a calculator as command-line options; its schema says which values they accept. */
import { InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { InputError } from '../base/errors.ts';
import type { Calculator, FileText, QuestionOption } from '../calculators/calculator.ts';
import { readText } from '../node/run-directory.ts';
import { integerWithin, moment, numberWithin } from './arguments.ts';

/** The parts of a JSON Schema used here. */
interface JsonSchema {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

interface KeyedOption {
  readonly key: string;
  readonly words: QuestionOption;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

function keyedOptions({ question, options }: Calculator): KeyedOption[] {
  const { properties = {}, required = [] } = z.toJSONSchema(question, { io: 'input' }) as JsonSchema;
  return Object.entries<QuestionOption>(options).map(([key, words]) => ({
    key,
    words,
    schema: properties[key]!,
    isRequired: required.includes(key),
  }));
}

/** The options of a calculator, in the order of its help. */
export const questionOptions = (calculator: Calculator): Option[] =>
  keyedOptions(calculator).flatMap((keyed) => {
    const { words, isRequired } = keyed;
    const option = optionOf(keyed, flagOf(keyed));
    // Either of two flags is enough; readQuestion checks that there is one.
    if (words.alias === undefined) return [option.makeOptionMandatory(isRequired)];
    return [option, optionOf(keyed, words.alias).conflicts(option.attributeName()).hideHelp()];
  });

function optionOf({ words, schema }: KeyedOption, flag: string): Option {
  const value = words.value === undefined ? '' : ` <${words.value}>`;
  const option = new Option(`--${flag}${value}`, words.about ?? '');
  if (schema.enum) option.choices(schema.enum);
  else if (schema.type !== 'boolean') option.argParser(parserOf(schema, words));
  if (schema.default !== undefined) option.default(schema.default);
  if (words.conflicts !== undefined) option.conflicts(words.conflicts);
  return option;
}

/**
 * Reads the question from the options.
 * @throws InputError if a key is missing or a file cannot be read
 */
export async function readQuestion(
  calculator: Calculator,
  given: Readonly<Record<string, unknown>>,
): Promise<object> {
  const entries = keyedOptions(calculator).map(async (keyed): Promise<[string, unknown][]> => {
    const { key, words, isRequired } = keyed;
    const flag = flagOf(keyed);
    const value = given[attribute(flag)] ?? (words.alias && given[attribute(words.alias)]);
    if (value === undefined) {
      if (isRequired) throw missing(flag, words);
      return [];
    }
    return [[key, words.isFile ? await fileText(value as string) : value]];
  });
  return Object.fromEntries((await Promise.all(entries)).flat());
}

const fileText = async (file: string): Promise<FileText> => ({ file, text: await readText(file) });

function missing(flag: string, { value, about }: QuestionOption): InputError {
  const hint = `Add --${flag} <${value}>: ${about}.`;
  return new InputError([{ path: '', message: `--${flag} is missing.`, hint }]);
}

const flagOf = ({ key, words }: KeyedOption): string =>
  words.flag ?? key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The key under which commander stores the value of a flag. */
const attribute = (flag: string): string => new Option(`--${flag}`).attributeName();

function parserOf(schema: JsonSchema, words: QuestionOption): (text: string) => unknown {
  if (words.isFile) return (text) => text;
  if (schema.type === 'number' || schema.type === 'integer') return numberParser(schema);
  if (schema.type === 'array') {
    const parse = numberParser(schema.items!);
    return (text) => text.split(',').map((part) => parse(part));
  }
  if (schema.type === 'object') return partsParser(schema, words);
  if (schema.format === 'date-time') return (text) => moment(text).toISOString();
  return (text) => text;
}

/** Messages do not mention bounds this large; the calculator still checks them. */
const VAST = 1e9;

function numberParser(schema: JsonSchema, unit?: string): (text: string) => number {
  const { minimum, exclusiveMinimum, maximum = VAST } = schema;
  const least = exclusiveMinimum === 0 ? Number.MIN_VALUE : (minimum ?? exclusiveMinimum ?? -VAST);
  const [from, to] = [
    least > -VAST ? least : Number.NEGATIVE_INFINITY,
    maximum < VAST ? maximum : Number.POSITIVE_INFINITY,
  ];
  return schema.type === 'integer' ? integerWithin(from, to) : numberWithin(from, to, unit);
}

/** Parses numbers separated by commas, one per key of an object; at the end, those with a default may be left out. */
function partsParser(schema: JsonSchema, { value }: QuestionOption): (text: string) => object {
  const keys = Object.entries(schema.properties ?? {}).map(([key, part]) => ({
    key,
    parse: numberParser(part, part.description),
  }));
  return (text) => {
    const parts = text.split(',').map((part) => part.trim());
    if (parts.length < (schema.required ?? []).length || parts.length > keys.length) {
      throw new InvalidArgumentError(`It must be ${value}, separated by commas.`);
    }
    return Object.fromEntries(parts.map((part, i) => [keys[i]!.key, keys[i]!.parse(part)]));
  };
}
