/** When to ask a worker for a sign of life, and how long it may owe one. */
interface Patience {
  readonly askEverySeconds: number;
  readonly silentAfterSeconds: number;
}

/** A step of the solver may well take some seconds, in which nobody answers. */
const PATIENCE: Patience = { askEverySeconds: 3, silentAfterSeconds: 20 };

/**
 * Watches a worker that may die without a word, as one that the browser ends for want of memory.
 * @param ask answers when the worker does
 * @param onSilence hears for how many seconds it has not answered, once they are many, and null when it does again
 * @returns what ends the watch
 */
export function watchSilence(
  ask: () => Promise<unknown>,
  onSilence: (seconds: number | null) => void,
  { askEverySeconds, silentAfterSeconds }: Patience = PATIENCE,
): () => void {
  let heard = performance.now();
  let silent = false;
  let ended = false;
  const answered = () => {
    heard = performance.now();
    if (silent && !ended) onSilence(null);
    silent = false;
  };
  const timer = setInterval(() => {
    // A worker that fails is no silent one: the call under way tells of it.
    ask().then(answered, () => {});
    const seconds = (performance.now() - heard) / 1000;
    if (seconds < silentAfterSeconds) return;
    silent = true;
    onSilence(Math.round(seconds));
  }, 1000 * askEverySeconds);
  return () => {
    ended = true;
    clearInterval(timer);
    if (silent) onSilence(null);
  };
}
