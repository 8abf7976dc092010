type Value = number | string | boolean | null;

/** What people read of an answer: values by name, or a table. */
export type Words =
  | { readonly kind: 'values'; readonly values: readonly (readonly [name: string, value: Value])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[];
      readonly rows: readonly (readonly string[])[];
      /** A sentence in place of a table without rows. */
      readonly empty: string;
    };

/** The values of an answer, with the names of nested objects in front. */
export const valuesOf = (answer: object): Words => ({ kind: 'values', values: named(answer, '') });

const named = (value: object, prefix: string): (readonly [string, Value])[] =>
  Object.entries(value).flatMap(([key, inner]: [string, object | Value]) =>
    typeof inner === 'object' && inner !== null
      ? named(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, inner] as const],
  );
