import * as z from 'zod';

/** Names: anything printable without blanks at the ends and without the characters that path ids use. */
export const identifier = z
  .string()
  .regex(
    /^[^\s+[\]|,"](?:[^+[\]|,"\n]*[^\s+[\]|,"])?$/,
    'a name must not be empty, nor contain + [ ] | , or "',
  );
export const positive = z.number().positive();
export const nonNegative = z.number().nonnegative();
/** Pairs, or pairs per second or slot: beyond any hardware, whatever the unit, and far from overflow. */
export const amount = nonNegative.max(1e24);
export const probability = z.number().min(0).max(1);
export const positiveProbability = z.number().gt(0).max(1);
export const ends = z.tuple([identifier, identifier]);
/** One number for every slot, or one number per slot. */
export const perSlot = (value: z.ZodNumber) => z.union([value, z.array(value).min(1)]);
export const time = z.iso.datetime({ offset: true });
