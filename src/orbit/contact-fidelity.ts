import type { Channel } from './channel.ts';
import type { SlotSnapshots } from './snapshot.ts';

/** One path from a source to a station at one instant. */
export interface Arm {
  readonly efficiency: number;
  /** Clicks/s at the station that do not come from the source. */
  readonly background: number;
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

/** The lowest fidelity in a slot of a link with one half at the source. @param efficiencies at start, middle and end */
export const directFidelity = (
  channel: Channel,
  { start, middle, end }: SlotSnapshots,
  upper: number,
  lower: number,
  [first, second, third]: readonly [number, number, number],
): number =>
  Math.min(
    channel.fidelity(first, channel.background(start, upper, lower)),
    channel.fidelity(second, channel.background(middle, upper, lower)),
    channel.fidelity(third, channel.background(end, upper, lower)),
  );

/** The lowest fidelity in a slot of a dual downlink. */
export const dualFidelity = (channel: Channel, one: readonly Arm[], other: readonly Arm[]): number =>
  Math.min(
    ...one.map((arm, instant) => {
      const { efficiency, background } = other[instant]!;
      return channel.dualFidelity(arm.efficiency, arm.background, efficiency, background);
    }),
  );
