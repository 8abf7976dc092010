/** Labels of a time axis in UTC. */
interface ClockLabels {
  /** In the order of the times; with the date below where a new day begins. */
  readonly labels: readonly string[];
  /** The day of all times, `2026-12-10`; null if there are several. */
  readonly day: string | null;
}

const MILLISECONDS_PER_MINUTE = 60_000;

/**
 * `22:10`, with seconds if a step is no whole number of minutes, and with their fractions if need be.
 * @param epochsMs Unix times, ascending
 * @param stepMs between two times that may be labelled
 */
export function clockLabels(epochsMs: readonly number[], stepMs: number): ClockLabels {
  const texts = epochsMs.map((epochMs) => new Date(Math.round(epochMs)).toISOString());
  const days = texts.map((text) => text.slice(0, 10));
  const isOneDay = new Set(days).size <= 1;
  const lastCharacter = [stepMs, ...epochsMs.slice(0, 1)].reduce(
    (most, time) => Math.max(most, charactersFor(time)),
    0,
  );
  return {
    day: isOneDay ? (days[0] ?? null) : null,
    labels: texts.map((text, index) => {
      const clock = text.slice(11, lastCharacter);
      return isOneDay || days[index] === days[index - 1] ? clock : `${clock}\n${days[index]}`;
    }),
  };
}

/** Where an ISO text may end that shows a time exactly. */
function charactersFor(timeMs: number): number {
  if (timeMs % MILLISECONDS_PER_MINUTE === 0) return 16;
  return timeMs % 1000 === 0 ? 19 : 23;
}
