/** What of a plan comes true when pairs arrive at random, wait and age. Ours; not in the paper. */

/** Who gets a pair that arrives; docs/guides/simulation.md. */
export const DISCIPLINES = ['tokens', 'planned', 'greedy'] as const;
export type Discipline = (typeof DISCIPLINES)[number];

/** How the pairs of a link arrive. */
export const ARRIVALS = ['poisson', 'bernoulli', 'regular'] as const;
export type Arrivals = (typeof ARRIVALS)[number];

/** `pairs` follows every pair, `batch` counts them by slot; `auto` chooses, and which one ran is recorded. */
export const ENGINES = ['auto', 'pairs', 'batch'] as const;
export type Engine = (typeof ENGINES)[number];

/** Which pair of a queue at a relay is joined first. */
export const RELAY_ORDERS = ['freshest', 'oldest'] as const;
export type RelayOrder = (typeof RELAY_ORDERS)[number];

/** Which pair goes when one arrives at a full queue of a relay. */
export const FULL_BUFFERS = ['displace', 'refuse'] as const;
export type FullBuffer = (typeof FULL_BUFFERS)[number];

/** Where elementary pairs come from, and then what becomes of them: initialStock + arrived = the sum of all others. */
export const LEDGER_KEYS = [
  'initialStock',
  'arrived',
  'delivered',
  'lostInSwaps',
  'lostInPurification',
  'unmatched',
  'relayBuffers',
  'fullStores',
  'noFreeMode',
  'lostInStorage',
  'tooOld',
  'leftInStock',
  'inFlight',
  'unassigned',
] as const;
export type LedgerKey = (typeof LEDGER_KEYS)[number];

/** In elementary pairs; a pair that was joined counts as those that it consists of. */
export type Ledger = Readonly<Record<LedgerKey, number>>;

/** What a simulation is asked for. What is absent is as the scenario states it. */
export interface SimulationOptions {
  readonly discipline: Discipline;
  readonly arrivals: Arrivals;
  readonly engine: Engine;
  readonly seed: number;
  readonly relayOrder: RelayOrder;
  /** Most pairs that wait in each queue of a relay; null if unlimited. */
  readonly relayBuffer: number | null;
  readonly bufferFull: FullBuffer;
  /** T of every half for which the scenario states nothing, s; null if these do not age. */
  readonly coherenceSeconds: number | null;
  /** q in place of that of the scenario; null for that of the scenario. */
  readonly swapSuccess: number | null;
}

export const DEFAULT_SIMULATION_OPTIONS: SimulationOptions = {
  discipline: 'tokens',
  arrivals: 'poisson',
  engine: 'auto',
  seed: 1,
  relayOrder: 'freshest',
  relayBuffer: null,
  bufferFull: 'displace',
  coherenceSeconds: null,
  swapSuccess: null,
};

/** A mean over replications with its 95 % confidence interval to either side; null with a single replication. */
export interface MeanWithin {
  readonly mean: number;
  readonly halfWidth: number | null;
}

/** A mean with the values below which 5, 50 and 95 % of the replications lie. */
export interface Spread extends MeanWithin {
  readonly quantiles: { readonly p5: number; readonly p50: number; readonly p95: number };
}

/** From the beginning of the oldest attempt whose pair is in a delivered pair until both ends may use it, s. */
interface LatencyQuantiles {
  readonly median: number;
  readonly p95: number;
  readonly largest: number;
}

/** What became of the pairs of one demand, or of all. Pairs are those of the whole horizon. */
export interface RealisedDelivery {
  /** Σ y δ of the plan. */
  readonly planned: number;
  readonly realised: Spread;
  /** Pairs delivered with a true fidelity of at least F^th. */
  readonly inSpec: MeanWithin;
  /** Means over delivered pairs, before and after purification; null if there are none. */
  readonly fidelity: { readonly before: number; readonly after: number } | null;
  /** Null if no pair of known latency was delivered. */
  readonly latencySeconds: LatencyQuantiles | null;
  /** Share of the delivered pairs whose signals travel along links of unknown length; these count as 0 s elsewhere. */
  readonly unknownLatencyShare: number;
}

export interface RealisedDemand extends RealisedDelivery {
  readonly demand: string;
  /** F^th. */
  readonly fidelityTarget: number;
  /** Share of the slots with a minimum rate in which it was met; null without one. */
  readonly minimumRateMet: number | null;
  /** Time since the last delivered pair, as a mean over time, s; before the first one, since the start. */
  readonly ageSeconds: number;
  /** F of the last delivered pair as it ages at its users, as a mean over time, ¼ before the first; null if it does not age. */
  readonly freshestFidelity: number | null;
}

/** The content of `simulation.json`. */
export interface SimulationResult {
  readonly satqnSimulation: 1;
  readonly version: string;
  /** Which plan was simulated: hash of its scenario, scheme, and its Σ α y. */
  readonly plan: {
    readonly scenario: string;
    readonly hash: string;
    readonly scheme: string;
    readonly objective: number;
    /** False if the plan was simulated though it does not verify. */
    readonly verified: boolean;
  };
  readonly replications: number;
  /** Why no further replication was made. */
  readonly ended: 'replications' | 'precision' | 'interrupted';
  readonly seed: number;
  readonly options: SimulationOptions;
  /** The largest half-width of a demand, relative to what is planned; null with a single replication or without a plan. */
  readonly precision: number | null;
  readonly total: RealisedDelivery;
  readonly demands: readonly RealisedDemand[];
  /** Sums over all replications. */
  readonly ledger: Ledger;
  /** Per replication: pairs by which fills fell short of the plan, and sets of own pairs for which a stock was empty. */
  readonly starved: { readonly fills: number; readonly draws: number };
  /** What was assumed or left out, in sentences. */
  readonly notes: readonly string[];
}
