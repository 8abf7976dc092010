import type { Assumptions, NodeNeeds, StatedClocks } from '../domain/assumptions.ts';
import { formatBits, formatCount, formatNumber, formatShare, formatShortTime } from './numbers.ts';

/** What most readers ask first of a plan's hardware, as a clause: “needs …”. */
export function needsWords(assumptions: Assumptions): string {
  const { longestStorageSeconds, latency, swapSuccess } = assumptions;
  const parts = [
    modesWords(assumptions),
    longestStorageSeconds === null ? [] : `storage for up to ${formatShortTime(longestStorageSeconds)}`,
    latency === null ? [] : `up to ${formatShortTime(latency.largestSeconds)} until a pair can be used`,
    swapSuccess < 1 ? [] : 'swaps that never fail',
  ].flat();
  return `needs ${joined(parts)}`;
}

/** “1.17 million memory modes on sat-2-1” of the node that needs most. */
function modesWords({ nodes, unknownLinks }: Assumptions): string {
  const [most] = nodes;
  const atLeast = unknownLinks > 0 ? 'at least ' : '';
  if (most === undefined || most.modesInFlight === 0)
    return unknownLinks > 0
      ? `memory modes that cannot be known (${unknownWords(unknownLinks)})`
      : 'no memory modes in flight';
  const { node, modesInFlight } = most;
  const modes =
    modesInFlight <= 1 ? 'one memory mode' : `${formatCount(Math.ceil(modesInFlight))} memory modes`;
  const unknown = unknownLinks > 0 ? ` (${unknownWords(unknownLinks)})` : '';
  return `${atLeast}${modes} on ${node}${unknown}`;
}

const unknownWords = (links: number): string =>
  links === 1
    ? 'one explicit link states no length or no efficiency'
    : `${formatNumber(links)} explicit links state no length or no efficiency`;

const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Everything but the memories of the nodes, in sentences. */
export function assumptionSentences(assumptions: Assumptions): string[] {
  const { unknownLinks, longestStorageSeconds, fidelity, swapSuccess, control, clockSeconds, joinedBands } =
    assumptions;
  return [
    unknownLinks === 0
      ? []
      : `The memory modes that the plan needs are not all known: ${unknownWords(unknownLinks)}.`,
    longestStorageSeconds === null
      ? 'No pair is stored.'
      : `Pairs stay in store for up to ${formatShortTime(longestStorageSeconds)}, if the oldest are drawn first.`,
    fidelity === null
      ? []
      : `The least fidelity above a target is ${formatNumber(fidelity.smallestMargin, 2)}; ${formatShare(fidelity.narrowShare)} % of the pairs have less than 0.01 to spare.`,
    swapSuccess < 1
      ? `A swap succeeds with a probability of ${formatNumber(swapSuccess)}, as stated.`
      : 'Swaps never fail.',
    latencySentences(assumptions),
    control === null ? [] : controlSentence(control),
    clockSeconds === null
      ? []
      : `Clocks at both ends of a link agree to ${formatShortTime(clockSeconds)} (standard deviation); then its window loses 1 % of the pairs.`,
    (assumptions.statedClocks ?? []).map(clockSentence),
    bandSentences(joinedBands),
  ].flat();
}

function controlSentence(control: NonNullable<Assumptions['control']>): string {
  const { slot, heraldBitsPerSecond, swapBitsPerSecond, purificationBitsPerSecond } = control;
  const parts = [
    heraldBitsPerSecond > 0 ? `${formatBits(heraldBitsPerSecond)} of heralds` : [],
    swapBitsPerSecond > 0 ? `${formatBits(swapBitsPerSecond)} of swap results` : [],
    purificationBitsPerSecond > 0 ? `${formatBits(purificationBitsPerSecond)} of purification results` : [],
  ].flat();
  return `In slot ${slot + 1}, where messages are most, the network carries ${joined(parts)}.`;
}

function clockSentence({
  class: linkClass,
  deviationSeconds,
  offsetSeconds,
  leastCaptured,
}: StatedClocks): string {
  const offset = offsetSeconds > 0 ? ` and ${formatShortTime(offsetSeconds)} beside the middle` : '';
  return `Clicks of ${linkClass} links are ${formatShortTime(deviationSeconds)} apart (standard deviation)${offset}, as stated; windows take in at least ${formatShare(leastCaptured)} % of the pairs.`;
}

/** One sentence for all nodes that join the same bands. */
function bandSentences(joinedBands: Assumptions['joinedBands']): string[] {
  const nodesOf = new Map<string, string[]>();
  for (const { node, bandsNm } of joinedBands) {
    const bands = joined(bandsNm.map((nm) => formatNumber(nm)));
    nodesOf.set(bands, [...(nodesOf.get(bands) ?? []), node]);
  }
  return [...nodesOf].map(
    ([bands, nodes]) =>
      `At ${joined(nodes)}, light at ${bands} nm is joined as if converters lost nothing and added no noise.`,
  );
}

function latencySentences({ latency, unknownLatencyShare }: Assumptions): string[] {
  const unknown =
    unknownLatencyShare === 0
      ? []
      : `The latency of ${formatShare(unknownLatencyShare)} % of the pairs is unknown: no links of known length join the nodes that have to exchange messages.`;
  if (latency === null) return [unknown].flat();
  const { medianSeconds, largestSeconds } = latency;
  return [
    `From the start of an attempt, a pair takes ${formatShortTime(medianSeconds)} in the median and ${formatShortTime(largestSeconds)} at most until it can be used; nothing ages meanwhile.`,
    unknown,
  ].flat();
}

/** Nodes whose needs a table shows: those that need most. */
const MOST_SHOWN = 12;

/** The nodes with the greatest needs, and how many more there are. */
export function neediestNodes({ nodes }: Assumptions): {
  readonly shown: readonly NodeNeeds[];
  readonly more: number;
} {
  return { shown: nodes.slice(0, MOST_SHOWN), more: Math.max(0, nodes.length - MOST_SHOWN) };
}

/** The cells of a node: modes in flight, at full rate, the slot with most, pairs in store. */
export function needCells({
  modesInFlight,
  modesAtFullRate,
  slot,
  unknownLinks,
  storedPairs,
}: NodeNeeds): string[] {
  const atLeast = unknownLinks > 0 ? '≥ ' : '';
  const modes = (count: number) => `${atLeast}${formatNumber(Math.ceil(count))}`;
  return [
    modes(modesInFlight),
    modes(modesAtFullRate),
    modesInFlight > 0 ? String(slot + 1) : '–',
    formatNumber(Math.ceil(storedPairs)),
  ];
}
