/** Plans that keep a margin for what simulations show of them (`plan --in-spec`). Ours; not in the paper. */

/** Factors on the Werner parameters of paths before purification, by the names of records; what is not listed has none. */
export interface Margins {
  /** Of paths that were simulated. */
  readonly paths: readonly { readonly demand: string; readonly path: string; readonly factor: number }[];
  /** A path that is not listed has the product of the factors of its hops: own links, and stocks that it draws on. */
  readonly links: readonly { readonly link: string; readonly factor: number }[];
  readonly stocks: readonly { readonly pair: string; readonly subPath: string; readonly factor: number }[];
}

export const NO_MARGINS: Margins = { paths: [], links: [], stocks: [] };

/** The hardware that a simulation asks for where the scenario states none; null for what the scenario states. */
export interface AskedHardware {
  readonly coherenceSeconds: number | null;
  readonly swapSuccess: number | null;
  readonly relayBuffer: number | null;
}

/** How the plans of a study are simulated. */
export interface StudySimulation extends AskedHardware {
  readonly replications: number;
}

/** What a plan is asked to keep when it is simulated, and the margins that it is rated with. */
export interface InSpecOptions extends AskedHardware {
  /** The least share of the planned pairs that are delivered in spec. */
  readonly share: number;
  readonly margins: Margins;
}

/** What a simulation says of a plan, as means over replications. */
export interface Kept {
  readonly plannedPairs: number;
  /** Users may take what is left over, so these may be more than are planned. */
  readonly deliveredPairs: number;
  /** Of these, the ones with a true fidelity of at least F^th; their half-width is null with a single replication. */
  readonly inSpecPairs: number;
  readonly halfWidth: number | null;
  readonly replications: number;
  readonly seed: number;
}

/**
 * How a calibration ended. `rounds`: what was asked for was not reached; `kept-before`: nor has any plan with margins as many pairs
 * in spec as the one without, which is kept; `no-plan`: with tighter margins there is no plan that meets all minimum rates; `nothing-left`: nor
 * one that delivers anything.
 */
export const CALIBRATION_ENDS = [
  'reached',
  'rounds',
  'kept-before',
  'no-plan',
  'nothing-left',
  'interrupted',
] as const;
export type CalibrationEnd = (typeof CALIBRATION_ENDS)[number];

/** What margins did to a plan. */
export interface Calibration {
  readonly asked: Omit<InSpecOptions, 'margins'>;
  readonly ended: CalibrationEnd;
  /** Rounds that were simulated, the one without margins left out. */
  readonly rounds: number;
  /** Of the plan without margins, and of the one in the record, which may be the same. */
  readonly before: Kept;
  readonly after: Kept;
}

/** In spec over planned or delivered, whichever is more; 0 if there are none, since nobody asks for an empty plan. */
export function shareOf({ plannedPairs, deliveredPairs, inSpecPairs }: Kept): number {
  const all = Math.max(plannedPairs, deliveredPairs);
  return all > 0 ? inSpecPairs / all : 0;
}
