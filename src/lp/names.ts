/** Names longer than this are refused by some readers. */
const LONGEST_NAME = 200;

/**
 * Names that a file format takes: cleaned by `clean`, cut to length, and told apart by a suffix
 * where they would coincide with one another or with a name in `taken`.
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
