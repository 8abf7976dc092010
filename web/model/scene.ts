import type { LinkClass, NodeKind, Topology } from '../../src/domain/network.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { demandPath } from './demand-path.ts';
import { type Highlight, isSameTarget, type Target } from './target.ts';

/** Where a node is on the screen. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Behind the Earth. */
  readonly hidden: boolean;
}

export interface SceneNode extends Spot {
  readonly node: number;
  readonly id: string;
  readonly kind: NodeKind;
  readonly onPath: boolean;
  /** An end of a link that the plan uses in the slot, or its middle. */
  readonly busy: boolean;
  readonly marked: boolean;
  /** Has a memory that the scenario gives it. */
  readonly stores: boolean;
}

export interface SceneLink {
  /** Index into the links of the topology. */
  readonly link: number;
  readonly class: LinkClass;
  readonly from: Spot;
  readonly to: Spot;
  /** The platform that a dual downlink passes through. */
  readonly via: Spot | null;
  /** Both ends in the same layer of the network view: drawn as an arc. */
  readonly bow: number;
  readonly used: boolean;
  readonly marked: boolean;
  /** Pixels. */
  readonly width: number;
}

/** A hop of the path of the selected demand. */
interface SceneHop {
  readonly from: Spot;
  readonly to: Spot;
  readonly via: Spot | null;
  readonly bow: number;
  /** Served from stock: drawn dashed. */
  readonly virtual: boolean;
}

/** All that is drawn over the background, back to front. */
export interface Scene {
  readonly links: readonly SceneLink[];
  readonly path: readonly SceneHop[];
  readonly nodes: readonly SceneNode[];
}

export interface SceneInput {
  readonly nodes: readonly { readonly id: string; readonly kind: NodeKind }[];
  /** Null while the network is being built. */
  readonly topology: Topology | null;
  readonly plan: Plan | null;
  readonly slot: number;
  readonly demand: string | null;
  /** Rates drawn from links in the slot; empty without a plan. */
  readonly used: ReadonlyMap<string, number>;
  /** The largest rate drawn from any link in any slot. */
  readonly highestUse: number;
  readonly classes: ReadonlySet<LinkClass>;
  readonly memories: ReadonlySet<string>;
  readonly highlight: Highlight;
  /** Null for a node that has no place in this view. */
  readonly place: (node: number) => Spot | null;
  /** How far links within a layer bow out, as a share of their length; 0: straight. */
  readonly bow: (first: NodeKind, second: NodeKind) => number;
}

/** More lines than these can neither be told apart nor drawn 30 times a second: the used and strongest are drawn. */
const MOST_LINKS = 1500;

/** How many links of a slot there are in the classes asked for, and how many of them are drawn. */
export function countLinks(
  topology: Topology | null,
  slot: number,
  classes: ReadonlySet<LinkClass>,
): { readonly present: number; readonly drawn: number } {
  const contacts = topology?.slots[slot];
  if (!topology || !contacts) return { present: 0, drawn: 0 };
  const present = contacts.link.reduce(
    (sum, link) => sum + (classes.has(topology.links[link]!.class) ? 1 : 0),
    0,
  );
  return { present, drawn: Math.min(present, MOST_LINKS) };
}

/** Turns the network of a slot and the plan's use of it into things to draw. */
export function sceneOf(input: SceneInput): Scene {
  const spots = input.nodes.map((_, node) => input.place(node));
  const indexOf = new Map(input.nodes.map(({ id }, index) => [id, index]));
  const hops = demandPath(input.plan, input.demand, input.slot);
  const onPath = new Set(hops.flatMap(({ from, to }) => [from, to]));
  const marked = (target: Target) =>
    isSameTarget(target, input.highlight.hovered) || isSameTarget(target, input.highlight.selected);
  const spotOf = (id: string) => spots[indexOf.get(id) ?? -1] ?? null;
  const bowOf = (a: string, b: string) => {
    const [first, second] = [input.nodes[indexOf.get(a)!]!, input.nodes[indexOf.get(b)!]!];
    return input.bow(first.kind, second.kind);
  };

  const links = linksOf(input, spotOf, bowOf, marked);
  const busy = new Set(
    links.flatMap(({ link, used }) => {
      const { ends, via } = input.topology!.links[link]!;
      return used ? [...ends, via] : [];
    }),
  );
  return {
    links,
    path: hops.flatMap(({ from, to, link, virtual }) => {
      const [a, b] = [spotOf(from), spotOf(to)];
      const via = input.topology?.links.find(({ id }) => id === link)?.via ?? null;
      return a && b
        ? [{ from: a, to: b, via: via === null ? null : spotOf(via), virtual, bow: bowOf(from, to) }]
        : [];
    }),
    nodes: input.nodes.flatMap(({ id, kind }, node) => {
      const spot = spots[node];
      if (!spot) return [];
      const target: Target = { kind: 'node', id };
      const isMarked = marked(target);
      return [
        {
          ...spot,
          node,
          id,
          kind,
          onPath: onPath.has(id),
          busy: busy.has(id),
          marked: isMarked,
          stores: input.memories.has(id),
        },
      ];
    }),
  };
}

function linksOf(
  { topology, slot, used, highestUse, classes }: SceneInput,
  spotOf: (id: string) => Spot | null,
  bowOf: (a: string, b: string) => number,
  marked: (target: Target) => boolean,
): SceneLink[] {
  const contacts = topology?.slots[slot];
  if (!topology || !contacts) return [];
  const visible: { position: number; rate: number }[] = [];
  let strongest = 0;
  for (let position = 0; position < contacts.link.length; position += 1) {
    const link = topology.links[contacts.link[position]!]!;
    if (!classes.has(link.class)) continue;
    visible.push({ position, rate: used.get(link.id) ?? 0 });
    strongest = Math.max(strongest, contacts.capacity[position]!);
  }
  const chosen =
    visible.length <= MOST_LINKS
      ? visible
      : visible
          .sort((a, b) => b.rate - a.rate || contacts.capacity[b.position]! - contacts.capacity[a.position]!)
          .slice(0, MOST_LINKS);
  const links = chosen.flatMap(({ position, rate }): SceneLink[] => {
    const index = contacts.link[position]!;
    const link = topology.links[index]!;
    const [from, to] = [spotOf(link.ends[0]), spotOf(link.ends[1])];
    if (!from || !to) return [];
    const share = rate > 0 ? rate / highestUse : contacts.capacity[position]! / strongest;
    const width = rate > 0 ? 1.4 + 3.4 * Math.sqrt(share) : 0.6 + 0.8 * Math.sqrt(share);
    return [
      {
        link: index,
        class: link.class,
        from,
        to,
        via: link.via === null ? null : spotOf(link.via),
        bow: bowOf(...link.ends),
        used: rate > 0,
        marked: marked({ kind: 'link', id: link.id }),
        width,
      },
    ];
  });
  // Used links over the others.
  links.sort((a, b) => Number(a.used) - Number(b.used));
  return links;
}
