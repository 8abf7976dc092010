/** Bits of each classical message of a path (ours): who, which pair, and what was measured. */
export const MESSAGE_BITS = { herald: 96, swapResult: 130, purificationResult: 65 } as const;

/** What a path asks of the classical network. */
interface PathTraffic {
  /** u, base pairs/s on each link, which is also how often each of its nodes swaps: y·g. */
  readonly basePairsPerSecond: number;
  /** y, delivered pairs/s. */
  readonly pairsPerSecond: number;
  /** Tests of purification per delivered pair (`tests` of {@link afterRounds}). */
  readonly testsPerPair: number;
}

/**
 * Control traffic in bit/s: heralds of one link, results of one swapping node to each of the two ends, and results of
 * purification each way. Directions count apart.
 */
export const controlTraffic = (path: PathTraffic) => ({
  heraldsPerLink: MESSAGE_BITS.herald * path.basePairsPerSecond,
  swapResultsToEachEnd: MESSAGE_BITS.swapResult * path.basePairsPerSecond,
  purificationEachWay: MESSAGE_BITS.purificationResult * path.testsPerPair * path.pairsPerSecond,
});
