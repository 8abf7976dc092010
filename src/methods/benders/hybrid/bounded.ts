import { boundedBits } from './number-bits.ts';
import { slackWith } from './slack.ts';

/** The coefficients above which θ and slacks repeat a coefficient rather than double it. */
const LARGEST_OF_THETA = 64;
const LARGEST_OF_SLACK = 16;

/** As {@link slack}, with bounded coefficients: no bit freezes long before the others. */
export const bounded = slackWith(
  { theta: boundedBits(10, LARGEST_OF_THETA), slack: boundedBits(8, LARGEST_OF_SLACK) },
  0.5,
);
