/** Of an object, the keys that are stated: one that is there and undefined says nothing. */
export function stated<Values extends object>(
  values: Values,
): { [Key in keyof Values]: Exclude<Values[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof stated<Values>
  >;
}
