import type { Discipline } from '../../src/domain/simulation.ts';
import { formatNumber, formatShortTime } from '../../src/report/numbers.ts';
import type { PlayedDraw } from './playback.ts';

/** Who gets a pair that arrives. */
export const DISCIPLINE_WORDS: Readonly<Record<Discipline, string>> = {
  tokens: 'whoever has received least of its plan (tokens)',
  planned: 'by chance, as often as planned (planned)',
  greedy: 'users before stores (greedy)',
};

/** Which draw it is, and what of it is not as the scenario states it. */
export function drawWords({ replication, options }: PlayedDraw): string {
  const { seed, discipline, coherenceSeconds, swapSuccess, relayBuffer } = options;
  return [
    `replication ${formatNumber(replication)} of seed ${seed}, discipline ${discipline}`,
    ...(swapSuccess === null ? [] : [`swaps succeed with ${swapSuccess}`]),
    ...(coherenceSeconds === null ? [] : [`halves age with ${formatShortTime(coherenceSeconds)}`]),
    ...(relayBuffer === null
      ? []
      : [`relays hold ${formatNumber(relayBuffer)} ${relayBuffer === 1 ? 'pair' : 'pairs'} a hop`]),
  ].join(', ');
}
