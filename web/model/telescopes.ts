import type { LinkClass, NodeKind, SlotLinks, Topology } from '../../src/domain/network.ts';
import type { PlannedPointing } from '../../src/domain/plan.ts';
import type { PointingUse } from '../../src/domain/pointing.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { putInLane, telescopeLanes } from '../../src/report/telescope-lanes.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import type { Usage } from './usage.ts';

/** What telescopes do: turn to each other, carry pairs, or point without carrying any. */
type Doing = 'acquiring' | 'carrying' | 'idle';

/** Slots in which a link is in contact or pointed along, as a bar. */
interface Bar {
  readonly link: string;
  readonly class: LinkClass;
  readonly from: number;
  readonly to: number;
  /** What was decided by hand about the link in some of these slots. */
  readonly decided: PointingUse | null;
}

/** A telescope that points along a link. */
export interface PointingBar extends Bar {
  /** What the node looks at. */
  readonly target: string;
  /** In slots, whole or not; they follow each other. */
  readonly parts: readonly { readonly doing: Doing; readonly from: number; readonly to: number }[];
}

/** What a node does with its telescopes, and what it could have pointed them at. */
export interface TelescopeGroup {
  readonly node: string;
  readonly telescopes: readonly (readonly PointingBar[])[];
  /** Contacts that were not chosen, side by side; at most `MOST_ROWS` rows. */
  readonly inView: readonly (readonly Bar[])[];
  /** How many more contacts there are. */
  readonly hidden: number;
}

/** What a chart of telescopes is made of. */
export interface TelescopeSource {
  readonly record: RunRecord;
  /** Null while the network is being built. */
  readonly topology: Topology | null;
  readonly usage: Usage;
  readonly decisions: NonNullable<Scenario['pointings']>;
}

const MOST_ROWS = 4;
const KINDS: readonly NodeKind[] = ['ground', 'aerial', 'satellite'];

/** Stations, then platforms and satellites; those that never point only if `all` are asked for. */
export function telescopeGroups(source: TelescopeSource, all: boolean): TelescopeGroup[] {
  const { record, topology } = source;
  const linkOf = linksById(source);
  const pointing = record.plan?.pointing ?? [];
  const lanes = new Map(telescopeLanes(pointing, linkOf).map(({ node, telescopes }) => [node, telescopes]));
  const inView = contactsByNode(source);
  const nodes = topology?.nodes ?? record.nodes;
  const shown = nodes.filter(({ id }) => lanes.has(id) || (all && inView.has(id)));
  return KINDS.flatMap((kind) => shown.filter((node) => node.kind === kind)).map(({ id }) => {
    const rows: Bar[][] = [];
    // What was decided by hand is seen in any case.
    const contacts = (inView.get(id) ?? []).toSorted(
      (a, b) => Number(b.decided !== null) - Number(a.decided !== null) || a.from - b.from,
    );
    for (const contact of contacts) putInLane(rows, contact);
    return {
      node: id,
      telescopes: (lanes.get(id) ?? []).map((lane) =>
        lane.map((planned) => pointingBar(source, linkOf(planned.link)!, planned, id)),
      ),
      inView: rows.slice(0, MOST_ROWS),
      hidden: rows.slice(MOST_ROWS).reduce((sum, row) => sum + row.length, 0),
    };
  });
}

interface KnownLink {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly class: LinkClass;
  readonly via?: string | null;
}

/** Links of the network, and of the plan where the network is no longer its own. */
function linksById({ record, topology }: Pick<TelescopeSource, 'record' | 'topology'>) {
  const known = new Map<string, KnownLink>(
    [...record.links, ...(topology?.links ?? [])].map((link) => [link.id, link]),
  );
  return (id: string): KnownLink | undefined => known.get(id);
}

function pointingBar(
  source: TelescopeSource,
  { id, ends, class: linkClass }: KnownLink,
  { from, to }: PlannedPointing,
  node: string,
): PointingBar {
  const acquired = Math.min(to, from + acquisitionSlots(source, id));
  const parts: { doing: Doing; from: number; to: number }[] = [];
  if (acquired > from) parts.push({ doing: 'acquiring', from, to: acquired });
  for (let slot = Math.floor(acquired); slot < to; slot++) {
    const doing = (source.usage[slot]?.get(id) ?? 0) > 0 ? 'carrying' : 'idle';
    const last = parts.at(-1);
    if (last?.doing === doing) last.to = slot + 1;
    else parts.push({ doing, from: Math.max(slot, acquired), to: slot + 1 });
  }
  const target = ends.includes(node) ? ends.find((end) => end !== node)! : ends.join(' and ');
  const decided = decidedIn(source.decisions, id, from, to);
  return { link: id, class: linkClass, from, to, target, decided, parts };
}

/** a/δ of a link; 0 where it is not known. */
export function acquisitionSlots({ topology }: Pick<TelescopeSource, 'topology'>, link: string): number {
  const index = topology?.links.findIndex(({ id }) => id === link) ?? -1;
  const seconds = topology?.pointing?.links[index]?.acquisitionSeconds ?? 0;
  return topology ? seconds / topology.slotSeconds : 0;
}

const decidedIn = (
  decisions: TelescopeSource['decisions'],
  link: string,
  from: number,
  to: number,
): PointingUse | null =>
  decisions.find((one) => one.link === link && one.from < to && from < one.to)?.use ?? null;

/** Contacts along which no telescope points, by node. */
function contactsByNode(source: TelescopeSource): Map<string, Bar[]> {
  const { topology, record, decisions } = source;
  const found = new Map<string, Bar[]>();
  if (!topology?.pointing) return found;
  const pointed = new Map<string, PlannedPointing[]>();
  for (const planned of record.plan?.pointing ?? []) {
    pointed.set(planned.link, [...(pointed.get(planned.link) ?? []), planned]);
  }
  const isPointed = (id: string, slot: number) =>
    pointed.get(id)?.some(({ from, to }) => slot >= from && slot < to) ?? false;
  const decided = new Set(decisions.map(({ link }) => link));
  const open = new Map<number, { from: number; to: number }>();
  const close = (link: number) => {
    const { id, ends, via, class: linkClass } = topology.links[link]!;
    const { from, to } = open.get(link)!;
    const use = decided.has(id) ? decidedIn(decisions, id, from, to) : null;
    const contact: Bar = { link: id, class: linkClass, from, to, decided: use };
    for (const node of [...ends, ...(via === null ? [] : [via])]) {
      const ofNode = found.get(node);
      if (ofNode) ofNode.push(contact);
      else found.set(node, [contact]);
    }
  };
  topology.slots.forEach((slotLinks, slot) => {
    for (const link of linksInView(slotLinks)) {
      if (topology.pointing!.links[link] === null || isPointed(topology.links[link]!.id, slot)) continue;
      const run = open.get(link);
      if (run?.to === slot) run.to++;
      else {
        if (run) close(link);
        open.set(link, { from: slot, to: slot + 1 });
      }
    }
  });
  for (const link of open.keys()) close(link);
  return found;
}

/** Links in contact in a slot, also those that acquisition would take up. */
const linksInView = ({ link, pointing }: SlotLinks): readonly number[] => [
  ...link,
  ...(pointing?.acquiring ?? []),
];
