/** A browser drops, without a word, what a page saves beyond ten files in a second. */
const SAVES_AT_ONCE = 8;
const PAUSE_MILLISECONDS = 1_500;

/** How long each of the files that a page saves has to wait, by when it is asked for. */
export function savePace(): (nowMilliseconds: number) => number {
  const turns: number[] = [];
  return (now) => {
    const earlier = turns.length < SAVES_AT_ONCE ? Number.NEGATIVE_INFINITY : turns.shift()!;
    const turn = Math.max(now, earlier + PAUSE_MILLISECONDS);
    turns.push(turn);
    return turn - now;
  };
}
