import type { Assumptions, NodeNeeds, StatedClocks } from '../domain/assumptions.ts';
import { formatBits, formatCount, formatNumber, formatShare, formatShortTime, NONE } from './numbers.ts';

/** What most readers ask first of a plan's hardware, as a clause: “needs …”. */
export function needsWords(assumptions: Assumptions): string {
  const { longestStorageSeconds, latency, swapSuccess } = assumptions;
  const parts = [
    modesWords(assumptions),
    longestStorageSeconds === null ? [] : `storage for up to ${formatShortTime(longestStorageSeconds)}`,
    swapSuccess === 1 ? 'swaps that never fail' : [],
    latency === null ? [] : `up to ${formatShortTime(latency.largestSeconds)} before a pair can be used`,
  ].flat();
  return `needs ${joined(parts)}`;
}

/** So many modes are enough; what rounding adds to a whole number is not counted. */
const wholeModes = (count: number): number => Math.ceil(count * (1 - 1e-9));

/** “1.17 million memory modes on sat-2-1” of the node that needs most. */
function modesWords({ nodes, unknownLinks }: Assumptions): string {
  const [most] = nodes;
  const atLeast = unknownLinks > 0 ? 'at least ' : '';
  if (most === undefined || most.modesInFlight === 0)
    return unknownLinks > 0
      ? `an unknown number of memory modes (${unknownWords(unknownLinks)})`
      : 'no memory modes in flight';
  const { node, modesInFlight } = most;
  const modes =
    modesInFlight <= 1 ? 'one memory mode' : `${formatCount(wholeModes(modesInFlight))} memory modes`;
  const unknown = unknownLinks > 0 ? ` (${unknownWords(unknownLinks)})` : '';
  return `${atLeast}${modes} on ${node}${unknown}`;
}

const unknownWords = (links: number): string =>
  links === 1
    ? 'one explicit link lacks a length or an efficiency'
    : `${formatNumber(links)} explicit links lack a length or an efficiency`;

/** “a, b and c”. */
export const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** Everything but the memories of the nodes, in sentences. */
export function assumptionSentences(assumptions: Assumptions): string[] {
  const { unknownLinks, longestStorageSeconds, fidelity, swapSuccess, control, clockSeconds, joinedBands } =
    assumptions;
  return [
    unknownLinks === 0
      ? []
      : `Not all memory modes that the plan needs are known: ${unknownWords(unknownLinks)}.`,
    longestStorageSeconds === null
      ? 'The plan stores no pairs.'
      : `The plan stores pairs for up to ${formatShortTime(longestStorageSeconds)} if the oldest are drawn first.`,
    fidelity === null ? [] : fidelitySentence(fidelity),
    swapSuccess === null
      ? 'The plan swaps nothing.'
      : swapSuccess < 1
        ? `Swaps succeed with probability ${formatNumber(swapSuccess)}, as the scenario states.`
        : 'Swaps never fail.',
    latencySentences(assumptions),
    control === null ? [] : controlSentence(control),
    clockSeconds === null
      ? []
      : `The clocks at both ends of a link, with their detectors, agree to ${formatShortTime(clockSeconds)} (standard deviation), so that the coincidence window loses 1 % of the pairs.`,
    clockSentences(assumptions.statedClocks ?? []),
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

function fidelitySentence({ smallestMargin, narrowShare }: NonNullable<Assumptions['fidelity']>): string {
  const narrow =
    narrowShare === 0 ? '' : `; ${formatShare(narrowShare)} % of the pairs have less than 0.01 to spare`;
  return `Fidelities exceed their targets by at least ${formatNumber(Number(smallestMargin.toFixed(6)), 2)}${narrow}.`;
}

/** One sentence for all classes of links with the same clocks. */
function clockSentences(stated: readonly StatedClocks[]): string[] {
  const alike = new Map<string, StatedClocks[]>();
  for (const clocks of stated) {
    const key = JSON.stringify([clocks.deviationSeconds, clocks.offsetSeconds]);
    alike.set(key, [...(alike.get(key) ?? []), clocks]);
  }
  return [...alike.values()].map((classes) => {
    const { deviationSeconds, offsetSeconds } = classes[0]!;
    const names = joined(classes.map(({ class: linkClass }) => linkClass));
    const offset = offsetSeconds > 0 ? ` and ${formatShortTime(offsetSeconds)} beside the middle` : '';
    const least = Math.min(...classes.map(({ leastCaptured }) => leastCaptured));
    return `Clicks of ${names} links are ${formatShortTime(deviationSeconds)} apart (standard deviation)${offset}, as stated; windows take in ${capturedWords(least)} of the pairs.`;
  });
}

/** “at least 83 %”, and never more than is true. */
function capturedWords(share: number): string {
  const percent = Math.floor(100 * share + 1e-9);
  if (percent >= 99 && share < 1) return 'more than 99 %';
  return percent < 1 ? 'less than 1 %' : `at least ${percent} %`;
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
      `Light at ${bands} nm meets at ${joined(nodes)}: the plan assumes converters there that lose nothing and add no noise.`,
  );
}

function latencySentences({ latency, unknownLatencyShare, halvesAge }: Assumptions): string[] {
  const unknown =
    unknownLatencyShare === 0
      ? []
      : `The latency ${unknownLatencyShare === 1 ? '' : `of ${formatShare(unknownLatencyShare)} % of the pairs `}is unknown: no links of known length connect the nodes that have to exchange messages.`;
  if (latency === null) return [unknown].flat();
  const { medianSeconds, largestSeconds } = latency;
  return [
    `From the start of an attempt, it takes a median of ${formatShortTime(medianSeconds)} and at most ${formatShortTime(largestSeconds)} until a pair can be used; ${halvesAge ? 'halves age in that time where their coherence is stated' : 'nothing ages in that time'}.`,
    unknown,
  ].flat();
}

/** Nodes whose needs a table shows: those that need most. */
const MOST_SHOWN = 12;

/** The nodes with most modes in flight, the one with most pairs in store, and how many more there are. */
export function neediestNodes({ nodes }: Assumptions): {
  readonly shown: readonly NodeNeeds[];
  readonly more: number;
} {
  const fullest = nodes.reduce((most, { storedPairs }) => Math.max(most, storedPairs), 0);
  const shown = nodes.filter(
    ({ storedPairs }, rank) => rank < MOST_SHOWN || (storedPairs > 0 && storedPairs === fullest),
  );
  return { shown, more: nodes.length - shown.length };
}

/** What the table says of a node, in the order of {@link needCells}. */
export const NEED_COLUMNS = ['Modes in flight', 'In slot', 'At full rate', 'Pairs in store'] as const;

/** The cells of a node: modes in flight, the slot with most of them, modes at full rate, pairs in store. */
export function needCells({
  modesInFlight,
  modesAtFullRate,
  slot,
  unknownLinks,
  storedPairs,
}: NodeNeeds): [string, string, string, string] {
  const modes = (count: number) => {
    if (unknownLinks === 0) return formatNumber(wholeModes(count));
    return count > 0 ? `≥ ${formatNumber(wholeModes(count))}` : 'unknown';
  };
  return [
    modes(modesInFlight),
    modesInFlight > 0 ? String(slot + 1) : NONE,
    modes(modesAtFullRate),
    formatNumber(wholeModes(storedPairs)),
  ];
}

/** “9 more nodes need fewer modes.” Empty if the table has them all. */
export const moreNodesWords = (more: number): string =>
  more === 0 ? '' : `${formatNumber(more)} more ${more === 1 ? 'node needs' : 'nodes need'} fewer modes.`;

/** What the columns of the table mean. */
export const NEEDS_LEGEND =
  'A source holds one half of each pair in a memory mode until it hears whether the other half has arrived. “Modes in flight” is how many modes wait at once for the pairs of the plan, in the slot with most; “at full rate” is how many would wait if the sources of these links never paused. “Pairs in store” is the most at the beginning of a slot.';
