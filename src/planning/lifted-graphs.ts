/** The graph of a slot with limits on its contacts lifted: none, one, or all of them. */
import { CONTACT_LIMITS, type ContactLimit, limitBit } from '../domain/idle-reason.ts';
import type { Problem } from '../domain/problem.ts';
import { type PathQuery, pathFinder, type RankedPath } from '../graph/ranked-paths.ts';
import { reachedFrom } from '../graph/reached-from.ts';
import { type Edges, type SlotGraph, slotGraph } from '../graph/slot-graph.ts';
import type { SlotView } from '../graph/slot-views.ts';
import { type LiftedContacts, mayComeIn } from '../orbit/lifted-contacts.ts';
import { wernerOf } from '../physics/swapping.ts';

export interface LiftedGraphs {
  readonly edgeCount: number;
  /** The limits whose lifting may add a contact. */
  readonly limits: readonly ContactLimit[];
  readonly of: (lifted: ContactLimit | 'nothing') => LiftedGraph;
  /** Whether the ends would be joined with these limits lifted, if there were terminals for all contacts. */
  readonly joins: (lifted: ContactLimit | 'everything', source: number, destination: number) => boolean;
}

export interface LiftedGraph {
  readonly graph: SlotGraph;
  readonly find: (query: PathQuery) => RankedPath[];
  readonly werner: Float64Array;
}

/**
 * @param contactsUnder the contacts of the slot with a limit lifted
 * @param usesStores whether virtual links take part
 */
export function liftedGraphs(
  { topology, storagePairs }: Problem,
  view: SlotView,
  { endsOfLinks, nodeOf }: NodeIndex,
  contactsUnder: (lifted: ContactLimit) => LiftedContacts,
  closed: Uint8Array | null,
  usesStores: boolean,
): LiftedGraphs {
  const { link, dropped } = topology.slots[view.slot]!;
  const stocks = storagePairs.flatMap(({ ends }, pair) => {
    const [from, to] = ends.map((end) => nodeOf.get(end)!);
    const stored = usesStores ? Array.from(view.storedWerner[pair]!) : [];
    return stored.flatMap((werner) => (Number.isNaN(werner) ? [] : [{ from: from!, to: to!, werner }]));
  });
  const lacks = dropped?.lacks ?? new Uint8Array();
  const firstDropped = link.length + stocks.length;
  const count = firstDropped + lacks.length;
  const standing = new Float64Array(count).fill(Number.NaN);
  const edges: Edges = {
    nodeCount: topology.nodes.length,
    from: new Int32Array(count),
    to: new Int32Array(count),
    virtual: new Uint8Array(count).fill(1, link.length, firstDropped),
  };
  link.forEach((index, edge) => {
    edges.from[edge] = endsOfLinks[2 * index]!;
    edges.to[edge] = endsOfLinks[2 * index + 1]!;
    standing[edge] = view.werner[index]!;
  });
  stocks.forEach(({ from, to, werner }, stock) => {
    edges.from[link.length + stock] = from;
    edges.to[link.length + stock] = to;
    standing[link.length + stock] = werner;
  });
  if (dropped !== undefined) {
    edges.from.set(dropped.upper, firstDropped);
    edges.to.set(dropped.lower, firstDropped);
  }
  const standingAnd = (comesIn: (lacks: number) => boolean): SlotGraph =>
    // What the links would be worth does not matter here.
    slotGraph(
      edges,
      standing.map((value, edge) =>
        edge >= firstDropped && comesIn(lacks[edge - firstDropped]!) ? 1 : value,
      ),
    );
  const present = [...new Set(lacks)];
  const joining = new Map<ContactLimit | 'everything', SlotGraph>();
  const known = new Map<ContactLimit | 'nothing', LiftedGraph>();
  return {
    edgeCount: count,
    // What is lifted may have a contact begin earlier, so that it is acquired in time.
    limits: CONTACT_LIMITS.filter((limit) =>
      present.some(
        (lacking) =>
          mayComeIn(lacking, limit) && (lacking & (limitBit(limit) | limitBit('acquisition'))) !== 0,
      ),
    ),
    joins(lifted, source, destination) {
      const graph =
        joining.get(lifted) ??
        standingAnd((lacking) => lifted === 'everything' || mayComeIn(lacking, lifted));
      joining.set(lifted, graph);
      return reachedFrom(graph, source, closed)[destination] === 1;
    },
    of(lifted) {
      let found = known.get(lifted);
      if (found === undefined) {
        const werner = standing.slice();
        if (lifted !== 'nothing') {
          const { keeps, fidelity } = contactsUnder(lifted);
          keeps.forEach((keep, edge) => {
            if (keep === 0) werner[edge] = Number.NaN;
          });
          fidelity.forEach((value, contact) => {
            werner[firstDropped + contact] = wernerOf(value);
          });
        }
        const graph = slotGraph(edges, werner);
        found = { graph, werner, find: pathFinder(graph, closed) };
        known.set(lifted, found);
      }
      return found;
    },
  };
}

/** Indices of the nodes of a topology. */
interface NodeIndex {
  readonly nodeOf: ReadonlyMap<string, number>;
  readonly endsOfLinks: Int32Array;
}

export function nodeIndex({ nodes, links }: Problem['topology']): NodeIndex {
  const nodeOf = new Map(nodes.map(({ id }, node) => [id, node]));
  return {
    nodeOf,
    endsOfLinks: Int32Array.from(links.flatMap(({ ends }) => ends.map((end) => nodeOf.get(end)!))),
  };
}
