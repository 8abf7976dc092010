/**
 * PLOB bound (Pirandola et al. 2017): entangled pairs per mode that no protocol without a repeater
 * exceeds over a channel of efficiency η, −log2(1 − η); Infinity at η = 1.
 */
export const plobBound = (efficiency: number): number => -Math.log1p(-efficiency) / Math.LN2;

/** Pairs/s of a source of B pairs/s at one end, which keeps its half in memory: R = B·M·η_arm·η_mem. */
export function endSourceRate(source: {
  /** B, pairs/s of one mode. */
  readonly sourceRate: number;
  readonly armEfficiency: number;
  /** η_mem of the half that stays; 1 if absent. */
  readonly memoryEfficiency?: number;
  /** M, modes at the same time; 1 if absent. */
  readonly modes?: number;
}): number {
  const { sourceRate, armEfficiency, memoryEfficiency = 1, modes = 1 } = source;
  return sourceRate * modes * armEfficiency * memoryEfficiency;
}

/** Pairs/s of a source between the ends, such as a dual downlink: R = B·η1·η2. */
export const midpointRate = (sourceRate: number, efficiency1: number, efficiency2: number): number =>
  sourceRate * efficiency1 * efficiency2;
