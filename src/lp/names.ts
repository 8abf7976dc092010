/** Some readers refuse longer names. */
const LONGEST_NAME = 200;

/**
 * Names that a file format accepts: cleaned by `clean`, cut to length, and given a suffix if they would coincide with
 * one another or with a name in `taken`.
 */
export function fileNames(
  names: readonly string[],
  clean: (name: string) => string,
  taken: readonly string[] = [],
): string[] {
  const used = new Set(taken);
  return names.map((name) => {
    const cleaned = clean(name).slice(0, LONGEST_NAME);
    let unique = cleaned;
    for (let k = 2; used.has(unique); k++) unique = `${cleaned}_${k}`;
    used.add(unique);
    return unique;
  });
}
