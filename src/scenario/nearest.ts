/**
 * The known name that a misspelt one most likely stands for; null if none is near: at most a third of its letters may
 * be wrong (upper and lower case, `-`, `_` and blanks do not count).
 */
export function nearestName(wrong: string, known: Iterable<string>): string | null {
  const plain = (name: string) => name.toLowerCase().replace(/[-_\s]/g, '');
  const target = plain(wrong);
  let best: string | null = null;
  let least = Math.max(1, Math.floor(target.length / 3)) + 1;
  for (const name of known) {
    const distance = editDistance(target, plain(name), least);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best;
}

/** `Did you mean 'x'?`, or the alternative if no known name is near. */
export function didYouMean(wrong: string, known: Iterable<string>, otherwise: string): string {
  const nearest = nearestName(wrong, known);
  return nearest === null ? otherwise : `Did you mean '${nearest}'?`;
}

/**
 * Edits (insert, delete, replace, exchange two neighbours) from one word to the other; `limit` if there are at least as
 * many. Damerau–Levenshtein in its optimal-string-alignment form.
 */
export function editDistance(from: string, to: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, j) => j);
  for (let i = 1; i <= from.length; i++) {
    const current = [i];
    for (let j = 1; j <= to.length; j++) {
      const replaced = previous[j - 1]! + (from[i - 1] === to[j - 1] ? 0 : 1);
      let edits = Math.min(replaced, previous[j]! + 1, current[j - 1]! + 1);
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) {
        edits = Math.min(edits, before[j - 2]! + 1);
      }
      current.push(edits);
    }
    before = previous;
    previous = current;
  }
  return Math.min(previous[to.length]!, limit);
}
