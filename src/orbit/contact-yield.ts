import { midpointRate } from '../physics/rates.ts';
import type { Channel } from './channel.ts';
import { type Arm, KEPT } from './detection.ts';
import type { SlotSnapshots } from './snapshot.ts';

/** What a contact is worth as a link in a slot. */
export interface ContactYield {
  /** Pairs/s before acquisition, the mean of start, middle and end. */
  readonly rate: number;
  /** The lowest of the three. */
  readonly fidelity: number;
  /** Whether at any of the three no coincidence window gives key, though it is free. */
  readonly isKeyless: boolean;
}

/** The path from a platform to a station at the three instants of a slot. */
export const armsOf = (
  channel: Channel,
  { start, middle, end }: SlotSnapshots,
  via: number,
  station: number,
  efficiency: Channel['efficiency'],
): readonly Arm[] =>
  [start, middle, end].map((snapshot) => ({
    efficiency: efficiency(snapshot, via, station),
    background: channel.background(snapshot, via, station),
  }));

/** A link with one half of each pair at the source. @param efficiencies at start, middle and end */
export function directYield(
  channel: Channel,
  { start, middle, end }: SlotSnapshots,
  upper: number,
  lower: number,
  [first, second, third]: readonly [number, number, number],
): ContactYield {
  const armAt = (snapshot: SlotSnapshots['start'], efficiency: number): Arm => ({
    efficiency,
    background: channel.background(snapshot, upper, lower),
  });
  const [one, two, three] = [armAt(start, first), armAt(middle, second), armAt(end, third)];
  const arriving = (arm: Arm) => arm.efficiency * recognised(channel, KEPT, arm, upper, lower);
  return {
    rate: (channel.sourceRate * (arriving(one) + arriving(two) + arriving(three))) / 3,
    fidelity: Math.min(
      channel.fidelity(KEPT, one, upper, lower),
      channel.fidelity(KEPT, two, upper, lower),
      channel.fidelity(KEPT, three, upper, lower),
    ),
    isKeyless: [one, two, three].some((arm) => channel.isKeyless(KEPT, arm)),
  };
}

/** A dual downlink to two stations. @param one to the first station at the three instants of a slot */
export function dualYield(
  channel: Channel,
  one: readonly Arm[],
  other: readonly Arm[],
  first: number,
  second: number,
): ContactYield {
  const rates = one.map((arm, instant) => pairRate(channel, arm, other[instant]!, first, second));
  return {
    rate: rates.reduce((sum, rate) => sum + rate, 0) / rates.length,
    fidelity: Math.min(...one.map((arm, instant) => channel.fidelity(arm, other[instant]!, first, second))),
    isKeyless: one.some((arm, instant) => channel.isKeyless(arm, other[instant]!)),
  };
}

/** Pairs/s at one instant. */
export const pairRate = (channel: Channel, one: Arm, other: Arm, first: number, second: number): number =>
  midpointRate(channel.sourceRate, one.efficiency, other.efficiency) *
  recognised(channel, one, other, first, second);

/** The share of the pairs that arrive which falls into the window and gets to the memories at both ends. */
export const recognised = (channel: Channel, one: Arm, other: Arm, first: number, second: number): number =>
  channel.captured(one, other) * channel.conversion(first) * channel.conversion(second);
