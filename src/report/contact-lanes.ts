import type { ContactWindow, PlannedWindow } from '../domain/contact-window.ts';
import type { LinkClass, NetworkNode } from '../domain/network.ts';

/** More lanes cannot be told apart on a page. */
const MOST_LANES = 40;

/** A time of contact over links of one class, after the start of slot 0. */
export interface LaneBar {
  readonly class: LinkClass;
  /** Whether the plan uses it; true without a plan. */
  readonly isUsed: boolean;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface ContactLanes {
  readonly of: 'pair' | 'node';
  readonly lanes: readonly { readonly name: string; readonly bars: readonly LaneBar[] }[];
  /** Nodes in contact for which there was no lane. */
  readonly leftOut: number;
}

/**
 * One lane for each pair of nodes in contact or, if they are too many, for each node, with the stations and platforms
 * first. Overlapping windows of a lane are joined, so that lanes stay small whatever the number of windows.
 */
export function contactLanes(
  windows: Iterable<ContactWindow | PlannedWindow>,
  nodes: readonly NetworkNode[],
): ContactLanes {
  const pairs = new Map<string, LaneBar[]>();
  const single = new Map<string, LaneBar[]>();
  for (const window of windows) {
    const bar: LaneBar = {
      class: window.class,
      isUsed: !('use' in window) || window.use === 'used',
      startSeconds: window.startSeconds,
      endSeconds: window.endSeconds,
    };
    const { first, second, via } = window;
    // Beyond the limit their number alone matters.
    if (pairs.size <= MOST_LANES) addTo(pairs, `${first} – ${second}`, bar);
    for (const node of [first, second, ...(via === null ? [] : [via])]) addTo(single, node, bar);
  }
  if (pairs.size <= MOST_LANES) {
    return { of: 'pair', lanes: Array.from(pairs, ([name, bars]) => ({ name, bars })), leftOut: 0 };
  }
  const inContact = nodes.filter(({ id }) => single.has(id));
  const ranked = [
    ...inContact.filter(({ kind }) => kind !== 'satellite'),
    ...inContact.filter(({ kind }) => kind === 'satellite'),
  ];
  const shown = ranked.slice(0, MOST_LANES);
  return {
    of: 'node',
    lanes: shown.map(({ id }) => ({ name: id, bars: single.get(id)! })),
    leftOut: ranked.length - shown.length,
  };
}

function addTo(lanes: Map<string, LaneBar[]>, name: string, bar: LaneBar): void {
  const bars = lanes.get(name) ?? [];
  const isAlike = (other: LaneBar): boolean =>
    other.class === bar.class &&
    other.isUsed === bar.isUsed &&
    other.startSeconds <= bar.endSeconds &&
    other.endSeconds >= bar.startSeconds;
  const alike = [bar, ...bars.filter(isAlike)];
  lanes.set(name, [
    ...bars.filter((other) => !isAlike(other)),
    {
      ...bar,
      startSeconds: Math.min(...alike.map(({ startSeconds }) => startSeconds)),
      endSeconds: Math.max(...alike.map(({ endSeconds }) => endSeconds)),
    },
  ]);
}
