/** What each telescope does in a plan that points telescopes, as operators fly it. */

/** The line of sight between two nodes at an instant. */
export interface Sight {
  readonly rangeKm: number;
  /**
   * Over the horizon of the node, or of its target where the node is a satellite; null between satellites, which have
   * no horizon.
   */
  readonly elevationDeg: number | null;
}

/** A telescope of a node with `maximumTerminals`, pointed at another node without interruption. */
export interface ScheduledPointing {
  readonly node: string;
  /** From 1 to T_m. */
  readonly telescope: number;
  /** The node at the other end, or the platform on the way to it. */
  readonly target: string;
  readonly link: string;
  /** Slots from ≤ t < to. */
  readonly from: number;
  readonly to: number;
  /** Seconds after the start of slot 0; null if the pointing ends before acquisition does. */
  readonly acquiredAtSeconds: number | null;
  /** Seconds in slots in which the link carries pairs, acquisition aside. */
  readonly carryingSeconds: number;
  /** Base pairs that the link carries meanwhile. */
  readonly pairs: number;
  /** At the start of slot `from`, and at the end of slot `to` − 1; null where a node has no position. */
  readonly begin: Sight | null;
  readonly end: Sight | null;
}
