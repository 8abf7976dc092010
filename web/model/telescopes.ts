import type { LinkClass, NodeKind, SlotLinks, Topology } from '../../src/domain/network.ts';
import type { PlannedPointing } from '../../src/domain/plan.ts';
import type { PointingUse } from '../../src/domain/pointing.ts';
import type { RunRecord } from '../../src/domain/run-record.ts';
import type { ScheduledPointing } from '../../src/domain/schedule.ts';
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
  /** What was decided by hand about the link in these slots. */
  readonly decided: readonly Decided[];
}

/** Slots about which something was decided by hand. */
export interface Decided {
  readonly from: number;
  readonly to: number;
  readonly use: PointingUse;
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
  /** How many more telescopes it has, which never point; 0 while nobody knows. */
  readonly unused: number;
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
  const classOf = classesOfLinks(source);
  const lanes = lanesByNode(record.schedule ?? []);
  const inView = contactsByNode(source);
  const nodes = topology?.nodes ?? record.nodes;
  const shown = nodes.filter(({ id }) => lanes.has(id) || (all && inView.has(id)));
  const telescopesOf = new Map(
    [...(topology?.pointing?.terminals ?? [])].map(([node, count]) => [topology!.nodes[node]!.id, count]),
  );
  return KINDS.flatMap((kind) => shown.filter((node) => node.kind === kind)).map(({ id }) => {
    const pointed = lanes.get(id) ?? [];
    const rows: Bar[][] = [];
    // What was decided by hand is seen in any case.
    const contacts = (inView.get(id) ?? []).toSorted(
      (a, b) => Number(b.decided.length > 0) - Number(a.decided.length > 0) || a.from - b.from,
    );
    for (const contact of contacts) {
      const free = rows.find((row) => row.every(({ from, to }) => to <= contact.from || contact.to <= from));
      if (free) free.push(contact);
      else rows.push([contact]);
    }
    return {
      node: id,
      telescopes: pointed.map((lane) =>
        lane.map((scheduled) => pointingBar(source, classOf(scheduled.link), scheduled)),
      ),
      unused: Math.max(0, (telescopesOf.get(id) ?? 0) - pointed.length),
      inView: rows.slice(0, MOST_ROWS),
      hidden: rows.slice(MOST_ROWS).reduce((sum, row) => sum + row.length, 0),
    };
  });
}

/** By node, what each telescope does, in the order of time. */
function lanesByNode(schedule: readonly ScheduledPointing[]): Map<string, ScheduledPointing[][]> {
  const lanes = new Map<string, ScheduledPointing[][]>();
  for (const scheduled of schedule) {
    const ofNode = lanes.get(scheduled.node) ?? [];
    lanes.set(scheduled.node, ofNode);
    const lane = scheduled.telescope - 1;
    ofNode[lane] = [...(ofNode[lane] ?? []), scheduled];
  }
  return lanes;
}

/** Of links of the network, and of the plan where the network is no longer its own. */
function classesOfLinks({ record, topology }: Pick<TelescopeSource, 'record' | 'topology'>) {
  const known = new Map([...record.links, ...(topology?.links ?? [])].map((link) => [link.id, link.class]));
  return (id: string): LinkClass => known.get(id)!;
}

function pointingBar(
  { record, usage, decisions }: TelescopeSource,
  linkClass: LinkClass,
  { link, target, from, to, acquiredAtSeconds }: ScheduledPointing,
): PointingBar {
  const acquired = acquiredAtSeconds === null ? to : acquiredAtSeconds / record.horizon.slotSeconds;
  const parts: { doing: Doing; from: number; to: number }[] = [];
  if (acquired > from) parts.push({ doing: 'acquiring', from, to: acquired });
  for (let slot = Math.floor(acquired); slot < to; slot++) {
    const doing = (usage[slot]?.get(link) ?? 0) > 0 ? 'carrying' : 'idle';
    const last = parts.at(-1);
    if (last?.doing === doing) last.to = slot + 1;
    else parts.push({ doing, from: Math.max(slot, acquired), to: slot + 1 });
  }
  const decided = decidedIn(decisions, link, from, to);
  return { link, class: linkClass, from, to, target, decided, parts };
}

/** In the order of time. */
const decidedIn = (
  decisions: TelescopeSource['decisions'],
  link: string,
  from: number,
  to: number,
): readonly Decided[] =>
  decisions
    .filter((one) => one.link === link && one.from < to && from < one.to)
    .map((one) => ({ from: Math.max(from, one.from), to: Math.min(to, one.to), use: one.use }))
    .sort((a, b) => a.from - b.from);

/** Contacts along which no telescope points, by node that limits its telescopes. */
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
  const limited = new Set([...topology.pointing.terminals.keys()].map((node) => topology.nodes[node]!.id));
  const isLimited = (node: string) => limited.has(node);
  const decided = new Set(decisions.map(({ link }) => link));
  const open = new Map<number, { from: number; to: number }>();
  const close = (link: number) => {
    const { id, ends, via, class: linkClass } = topology.links[link]!;
    const { from, to } = open.get(link)!;
    const ofContact = decided.has(id) ? decidedIn(decisions, id, from, to) : [];
    const contact: Bar = { link: id, class: linkClass, from, to, decided: ofContact };
    for (const node of [...ends, ...(via === null ? [] : [via])].filter(isLimited)) {
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
