/** What a plan takes of memory modes and classical links, where its scenario states something of them. */
import type { MessageTraffic, ModesInUse, RunRecord } from '../domain/run-record.ts';
import { joined } from './assumption-words.ts';
import { formatBits, formatNumber, formatShare, highestOf } from './numbers.ts';

/** Modes of a node in use in a slot: at its beginning and at its end. */
export const modesInSlot = (
  { moving, stored }: ModesInUse,
  slot: number,
): readonly [beginning: number, end: number] => [
  moving[slot]! + stored[slot]!,
  moving[slot]! + stored[slot + 1]!,
];

/** The most modes of a node in use at once. */
export const peakModes = (use: ModesInUse): number =>
  highestOf(use.moving.flatMap((_, slot) => modesInSlot(use, slot)));

/** From here on, all modes of a node count as taken. */
const ALL = 1 - 1e-6;
/** Nodes that a sentence names. */
const MOST_NAMED = 3;

/** How full the limited memories of a plan are, in a sentence; empty if none is limited. */
export function modeSentences({ modes = [] }: RunRecord): string[] {
  if (modes.length === 0) return [];
  const shareOf = (use: ModesInUse) => peakModes(use) / use.modes;
  const fullest = modes.reduce((most, use) => (shareOf(use) > shareOf(most) ? use : most));
  const share = shareOf(fullest);
  if (share === 0) return ['The plan takes no memory modes of nodes that limit them.'];
  const among =
    modes.length === 1 ? '' : `Of the ${formatNumber(modes.length)} nodes with limited memory modes, `;
  if (share < ALL) {
    const uses = modes.length === 1 ? 'uses' : 'uses most:';
    return [`${among}${fullest.node} ${uses} ${formatShare(share)} % of its modes.`];
  }
  const full = modes.filter((use) => shareOf(use) >= ALL).map(({ node }) => node);
  const named = full.slice(0, full.length > MOST_NAMED + 1 ? MOST_NAMED : full.length);
  const more = full.length - named.length;
  const names = joined(more > 0 ? [...named, `${formatNumber(more)} more`] : named);
  return [
    `${among}${names} ${full.length === 1 ? 'takes all its modes' : 'take all their modes'} in some slot.`,
  ];
}

/** Messages along one direction of a link, in the slot in which they are most. */
interface BusiestMessages extends MessageTraffic {
  readonly bitsPerSecond: number;
}

/** One entry per direction of a link, the busiest first. */
export function busiestMessages({ control = [] }: RunRecord): BusiestMessages[] {
  const most = new Map<string, BusiestMessages>();
  for (const traffic of control) {
    const { link, from, to, heraldBitsPerSecond, swapBitsPerSecond, purificationBitsPerSecond } = traffic;
    const bitsPerSecond = heraldBitsPerSecond + swapBitsPerSecond + purificationBitsPerSecond;
    const key = JSON.stringify([link, from, to]);
    if (bitsPerSecond > (most.get(key)?.bitsPerSecond ?? 0)) most.set(key, { ...traffic, bitsPerSecond });
  }
  return [...most.values()].sort((a, b) => b.bitsPerSecond - a.bitsPerSecond);
}

/** The link with most messages, in a sentence; empty if messages are not planned. */
export function messageSentences(record: RunRecord): string[] {
  const [busiest] = busiestMessages(record);
  if (busiest === undefined) return [];
  const { link, from, to, slot, bitsPerSecond } = busiest;
  const where = link === null ? 'the classical link' : 'the link';
  return [
    `Most messages pass along ${where} from ${from} to ${to}: ${formatBits(bitsPerSecond)} in slot ${slot + 1}.`,
  ];
}
