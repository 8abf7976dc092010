import * as z from 'zod';
import type { DocumentPath } from './issue.ts';

/** The schema behind optional and default wrappers. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
    ? unwrap(schema.def.innerType)
    : schema;
}

/** The description of a key in the schema, the outermost one first. */
export function descriptionOf(schema: z.core.$ZodType | null): string {
  if (schema === null) return '';
  const own = (schema as z.ZodType).description;
  const inner = schema instanceof z.ZodType && 'innerType' in schema.def ? schema.def.innerType : null;
  return own ?? (inner ? descriptionOf(inner as z.ZodType) : '');
}

/** The part of the schema that applies to a path of a document; null if there is none. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: DocumentPath,
  value: unknown,
): z.core.$ZodType | null {
  const [step, ...rest] = path;
  if (step === undefined) return schema;
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) {
    const option = chosenOption(inner, value);
    return option && schemaAt(option, path, value);
  }
  const next =
    inner instanceof z.ZodObject && Object.hasOwn(inner.shape, step)
      ? inner.shape[step]
      : inner instanceof z.ZodArray
        ? inner.element
        : inner instanceof z.ZodTuple
          ? inner.def.items[Number(step)]
          : undefined;
  const below =
    typeof value === 'object' && value !== null
      ? (value as Record<string | number, unknown>)[step]
      : undefined;
  return next ? schemaAt(next, rest, below) : null;
}

/** The keys that a block may have at this place; for a union, those of the chosen option or of all options. */
export function knownKeys(schema: z.core.$ZodType | null, value: unknown): string[] {
  if (schema === null) return [];
  const inner = unwrap(schema);
  if (inner instanceof z.ZodObject) return Object.keys(inner.shape);
  if (!(inner instanceof z.ZodUnion)) return [];
  const option = chosenOption(inner, value);
  return option
    ? knownKeys(option, value)
    : [...new Set(optionsOf(inner).flatMap((o) => knownKeys(o, value)))];
}

/** The keys that an option of a union needs, such as `tle` or `walker` of a satellite. */
export function requiredKeys(option: z.core.$ZodType): string[] {
  const inner = unwrap(option);
  return inner instanceof z.ZodObject
    ? Object.entries(inner.shape).flatMap(([key, field]) => (acceptsAbsence(field) ? [] : [key]))
    : [];
}

/** The option of a union for which a value was intended; null if that is unclear. */
export function chosenOption(union: z.ZodUnion, value: unknown): z.core.$ZodType | null {
  const meant = optionsOf(union).filter((option) => isMeantFor(unwrap(option), value, union));
  return meant.length === 1 ? meant[0]! : null;
}

export const optionsOf = (union: z.ZodUnion): readonly z.core.$ZodType[] => union.def.options;

function isMeantFor(option: z.core.$ZodType, value: unknown, union: z.ZodUnion): boolean {
  if (Array.isArray(value)) return option instanceof z.ZodArray;
  if (typeof value === 'number') return option instanceof z.ZodNumber;
  if (typeof value !== 'object' || value === null || !(option instanceof z.ZodObject)) return false;
  if (union instanceof z.ZodDiscriminatedUnion) {
    const key = union.def.discriminator;
    return (option.shape[key] as z.ZodType).safeParse((value as Record<string, unknown>)[key]).success;
  }
  return requiredKeys(option).some((key) => Object.hasOwn(value, key));
}

const acceptsAbsence = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
