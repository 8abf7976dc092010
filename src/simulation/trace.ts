import type { LedgerKey } from '../domain/simulation.ts';

/** What happened to pairs, when, and to whom; `pairs` counts elementary pairs. */
export interface SimulationEvent {
  readonly seconds: number;
  readonly event: 'arrived' | 'joined' | 'stored' | 'purified' | 'delivered' | 'lost';
  /** Id of the link, for arrivals. */
  readonly link?: string;
  /** Route or fill. */
  readonly flow?: string;
  /** Stock that was drawn on or filled. */
  readonly stock?: string;
  readonly cause?: LedgerKey;
  readonly pairs: number;
  /** Of the pair that was joined, purified, stored or delivered. */
  readonly fidelity?: number;
}

export type Observer = (event: SimulationEvent) => void;
