/** What of a plan comes true, in words and numbers that terminal and report share. */
import { LEDGER_KEYS, type LedgerKey, type MeanWithin, type SimulationResult } from '../domain/simulation.ts';
import { formatNumber, formatPairs, formatShare, formatShortTime, NONE } from './numbers.ts';

/** What became of elementary pairs, in the words of people. */
export const LEDGER_WORDS: Readonly<Record<LedgerKey, string>> = {
  initialStock: 'in stock at the start',
  arrived: 'arrived',
  delivered: 'used in delivered pairs',
  lostInSwaps: 'lost in swaps',
  lostInPurification: 'lost in purification, or left odd',
  unmatched: 'without a partner at the end of a slot',
  relayBuffers: 'turned away or displaced at full relays',
  fullStores: 'turned away by full stores',
  noFreeMode: 'without a free mode',
  lostInStorage: 'lost in storage',
  tooOld: 'discarded as too old',
  leftInStock: 'left in stock at the end',
  inFlight: 'on their way at the end',
  unassigned: 'given to nobody, as the plan asks for less',
};

/** Elementary pairs per replication that became something, those of nobody left out; most frequent first. */
export function fates({ ledger, replications }: SimulationResult): {
  readonly key: LedgerKey;
  readonly pairs: number;
  readonly share: number;
}[] {
  const { unassigned, initialStock, arrived } = ledger;
  const given = initialStock + arrived - unassigned;
  return LEDGER_KEYS.filter((key) => !['initialStock', 'arrived', 'unassigned'].includes(key))
    .filter((key) => ledger[key] > 0)
    .map((key) => ({ key, pairs: ledger[key] / replications, share: ledger[key] / given }))
    .sort((a, b) => b.pairs - a.pairs);
}

const withinWords = ({ mean, halfWidth }: MeanWithin): string =>
  halfWidth === null ? formatPairs(mean) : `${formatPairs(mean)} ± ${formatPairs(halfWidth)}`;

/** A share of what is planned; a dash if nothing is. */
const ofPlanned = (pairs: number, planned: number): string =>
  planned > 0 ? `${(100 * (pairs / planned)).toFixed(1)} %` : NONE;

/** What the total says, in one sentence. */
export function realisedSentence({ total, replications, ended, precision }: SimulationResult): string {
  const { planned, realised, inSpec } = total;
  const often = `${formatNumber(replications)} ${replications === 1 ? 'replication' : 'replications'}`;
  const interrupted = ended === 'interrupted' ? ', interrupted' : '';
  const width = precision === null ? '' : `, half-widths of at most ${percent(precision)} of the plan`;
  return `Of ${formatPairs(planned)} planned pairs, ${ofPlanned(realised.mean, planned)} are delivered and ${ofPlanned(inSpec.mean, planned)} are in spec (mean of ${often}${interrupted}${width}).`;
}

export const percent = (share: number): string => `${formatNumber(100 * share, 2)} %`;

export const DELIVERY_COLUMNS = [
  'planned',
  'delivered',
  'of plan',
  'in spec',
  'fidelity',
  'latency',
] as const;

/** One row of the table of deliveries. */
export function deliveryCells(of: SimulationResult['total']): string[] {
  const { planned, realised, inSpec, fidelity, latencySeconds } = of;
  return [
    formatPairs(planned),
    withinWords(realised),
    ofPlanned(realised.mean, planned),
    ofPlanned(inSpec.mean, planned),
    fidelity === null ? NONE : `${fidelity.before.toFixed(4)} → ${fidelity.after.toFixed(4)}`,
    latencySeconds === null ? NONE : formatShortTime(latencySeconds.median),
  ];
}

/** What the table of deliveries does not say. */
export function simulationRemarks(result: SimulationResult): string[] {
  const { demands, starved, notes } = result;
  const rates = demands.flatMap(({ demand, minimumRateMet }) =>
    minimumRateMet === null
      ? []
      : [`${demand}: minimum rate met in ${formatShare(minimumRateMet)} % of its slots.`],
  );
  const shortages = [
    ...(starved.fills >= 1
      ? [`Fills fall short of the plan by ${formatPairs(starved.fills)} pairs in a replication.`]
      : []),
    ...(starved.draws >= 1
      ? [`Stocks are empty for ${formatPairs(starved.draws)} sets of pairs in a replication.`]
      : []),
  ];
  return [...rates, ...shortages, ...notes];
}
