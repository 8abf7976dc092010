/** Labels of a time axis in UTC. */
interface ClockLabels {
  /** In the order of the times; month and day stand below where a new day begins, if there are several. */
  readonly labels: readonly string[];
  /** `UTC, 2026-12-10`, or `UTC, from 2026-12-10`. */
  readonly name: string;
}

const MILLISECONDS_PER_MINUTE = 60_000;

/**
 * `22:10`, with seconds if a step is not in whole minutes, and with as many decimals as need be.
 * @param epochsMs Unix times, ascending, at least one
 * @param steps Unix times or distances in ms that an exact label shows
 */
export function clockLabels(epochsMs: readonly number[], ...steps: readonly number[]): ClockLabels {
  const texts = epochsMs.map((epochMs) => new Date(Math.round(epochMs)).toISOString());
  const days = texts.map((text) => text.slice(0, 10));
  const isOneDay = new Set(days).size === 1;
  const end = Math.max(...steps.map(charactersFor));
  return {
    name: `UTC, ${isOneDay ? '' : 'from '}${days[0]}`,
    labels: texts.map((text, index) => {
      const clock = text.slice(11, end);
      return isOneDay || days[index] === days[index - 1] ? clock : `${clock}\n${days[index]!.slice(5)}`;
    }),
  };
}

/** Where an ISO text may end that shows a time exactly. */
function charactersFor(timeMs: number): number {
  if (timeMs % MILLISECONDS_PER_MINUTE === 0) return 16;
  const decimals = [1000, 100, 10, 1].findIndex((unit) => timeMs % unit === 0);
  if (decimals === 0) return 19;
  return 20 + (decimals < 0 ? 3 : decimals);
}
