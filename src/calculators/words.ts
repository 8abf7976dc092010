type Value = number | string | boolean | null;

/** An answer as people read it: values by name, or a table. */
export type Words =
  | { readonly kind: 'values'; readonly values: readonly (readonly [name: string, value: Value])[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly { readonly name: string; readonly align: 'left' | 'right' }[];
      readonly rows: readonly (readonly string[])[];
      /** The sentence to show if the table has no rows. */
      readonly empty: string;
    };

/** The values of an answer; nested keys have the name of their object in front. */
export const valuesOf = (answer: object): Words => ({ kind: 'values', values: named(answer, '') });

const named = (value: object, prefix: string): (readonly [string, Value])[] =>
  Object.entries(value).flatMap(([key, inner]: [string, object | Value]) =>
    typeof inner === 'object' && inner !== null
      ? named(inner, `${prefix}${key}.`)
      : [[`${prefix}${key}`, inner] as const],
  );
