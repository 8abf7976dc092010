/** Who gets a pair that arrives: the disciplines. */
import type { RandomStream } from '../base/random.ts';
import type { Arrivals, Discipline } from '../domain/simulation.ts';
import type { Execution, LinkInSlot } from './execution.ts';

/** Whom the pairs of links went to. */
export interface Allocation {
  /** Pairs that each claim got in the present slot. */
  readonly received: Float64Array;
  /** Pairs that fills may get in it: what is planned, with the fractions of pairs that earlier slots left. */
  readonly allowed: Float64Array;
  /** What each claim is owed where arrivals are even. */
  readonly owed: Float64Array;
}

export const newAllocation = ({ claimCount }: Execution): Allocation => ({
  received: new Float64Array(claimCount),
  allowed: new Float64Array(claimCount),
  owed: new Float64Array(claimCount),
});

/** More than a whole pair but for rounding. */
const ROUNDING = 1e-9;

/** Begins a slot on one of its links. */
export function openSlot({ received, allowed }: Allocation, { claims, planned }: LinkInSlot): void {
  for (let at = 0; at < claims.length; at++) {
    const claim = claims[at]!;
    const whole = Math.floor(allowed[claim]! + ROUNDING);
    allowed[claim] = Math.max(0, allowed[claim]! - whole) + planned[at]!;
    received[claim] = 0;
  }
}

/** Chooses who gets the next pair of a link, by its position among the claims; −1 for nobody. */
type Choice = (link: LinkInSlot, allocation: Allocation, thinning: RandomStream) => number;

export function choiceOf(discipline: Discipline, arrivals: Arrivals): Choice {
  if (discipline === 'tokens') return leastServed;
  if (discipline === 'greedy') return usersFirst;
  return arrivals === 'regular' ? mostOwed : thinned;
}

/** `planned`: each with the probability of its planned use over that of all; only as much is offered. */
const thinned: Choice = ({ planned, offered }, _allocation, thinning) => {
  if (planned.length === 1 && planned[0]! >= offered) return 0;
  let drawn = thinning() * offered;
  for (let at = 0; at < planned.length; at++) {
    drawn -= planned[at]!;
    if (drawn < 0) return at;
  }
  // Rounding left nothing to the last one.
  return planned.length - 1;
};

/** `planned` with even arrivals: the largest remainder. */
const mostOwed: Choice = ({ claims, planned, offered }, { owed }) => {
  let chosen = -1;
  let most = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < claims.length; at++) {
    const claim = claims[at]!;
    owed[claim]! += planned[at]! / offered;
    if (owed[claim]! > most) {
      most = owed[claim]!;
      chosen = at;
    }
  }
  owed[claims[chosen]!]! -= 1;
  return chosen;
};

/** `tokens`: whoever has received least of what is planned; fills no more than that. */
const leastServed: Choice = ({ claims, planned, userClaims }, { received, allowed }) => {
  let chosen = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < claims.length; at++) {
    const claim = claims[at]!;
    if (at >= userClaims && received[claim]! + 1 > allowed[claim]! + ROUNDING) continue;
    const served = received[claim]! / planned[at]!;
    if (served < least) {
      least = served;
      chosen = at;
    }
  }
  return chosen;
};

/**
 * `greedy`: the users whom the plan gives most come first, each until it has what is planned, then the fills together, and
 * what is left over goes to the fills, too; without fills, to the users.
 */
const usersFirst: Choice = ({ claims, planned, userClaims }, { received }) => {
  let chosen = -1;
  for (let at = 0; at < userClaims; at++) {
    const isShort = received[claims[at]!]! < planned[at]! - ROUNDING;
    if (isShort && (chosen < 0 || planned[at]! > planned[chosen]!)) chosen = at;
  }
  if (chosen >= 0) return chosen;
  const from = userClaims < claims.length ? userClaims : 0;
  let least = Number.POSITIVE_INFINITY;
  for (let at = from; at < claims.length; at++) {
    const served = received[claims[at]!]! / planned[at]!;
    if (served < least) {
      least = served;
      chosen = at;
    }
  }
  return chosen;
};
