import { isWorthwhile } from './bounding-relaxations.ts';
import type { Side } from './side.ts';

/** Share of the time that must remain for starting again. */
const RENEWAL_SHARE = 0.4;

interface Construction {
  /** What making plans from the last prices took. */
  readonly constructionSeconds: number;
  readonly remainingSeconds: number;
  readonly timeLimitSeconds: number;
}

/**
 * Whether sharper prices are worth new plans: enough time remains, and in the time that making these takes, moving
 * windows cannot be expected to close a good part of the gap.
 */
export const startsAgain = (
  { constructionSeconds, remainingSeconds, timeLimitSeconds }: Construction,
  state: Pick<Side, 'bound' | 'plan' | 'rateOf'>,
): boolean =>
  remainingSeconds >= timeLimitSeconds * RENEWAL_SHARE &&
  !isWorthwhile(constructionSeconds * state.rateOf('neighbourhoods'), state);
