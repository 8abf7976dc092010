/** The graph of a slot with limits on its contacts lifted: none, one, or all of them. */
import { CONTACT_LIMITS, type ContactLimit, limitBit } from '../domain/idle-reason.ts';
import { type PathQuery, pathFinder, type RankedPath } from '../graph/ranked-paths.ts';
import { reachedFrom } from '../graph/reached-from.ts';
import { type SlotGraph, slotGraph } from '../graph/slot-graph.ts';
import { type LiftedContacts, mayComeIn } from '../orbit/lifted-contacts.ts';
import { wernerOf } from '../physics/swapping.ts';
import type { SlotEdges } from './slot-edges.ts';

export interface LiftedGraphs {
  /** With all stocks, whether they are of use or not. */
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
 * @param closed nodes that relay nothing, null for none
 */
export function liftedGraphs(
  slotEdges: SlotEdges,
  contactsUnder: (lifted: ContactLimit) => LiftedContacts,
  closed: Uint8Array | null,
): LiftedGraphs {
  const { edges, lacks, wholeCount } = slotEdges;
  const joining = new Map<ContactLimit | 'everything', SlotGraph>();
  const known = new Map<ContactLimit | 'nothing', LiftedGraph>();
  return {
    edgeCount: wholeCount,
    limits: limitsAmong(lacks),
    joins(lifted, source, destination) {
      const graph =
        joining.get(lifted) ??
        graphWith(slotEdges, (lacking) => lifted === 'everything' || mayComeIn(lacking, lifted));
      joining.set(lifted, graph);
      return reachedFrom(graph, source, closed)[destination] === 1;
    },
    of(lifted) {
      let found = known.get(lifted);
      if (found === undefined) {
        const werner =
          lifted === 'nothing' ? slotEdges.werner : wernerUnder(slotEdges, contactsUnder(lifted));
        const graph = slotGraph(edges, werner);
        found = { graph, werner, find: pathFinder(graph, closed) };
        known.set(lifted, found);
      }
      return found;
    },
  };
}

/** The limits that prevent contacts. Lifting a limit may let a contact begin earlier, so that it is acquired in time. */
function limitsAmong(lacks: Uint8Array): ContactLimit[] {
  const present = [...new Set(lacks)];
  return CONTACT_LIMITS.filter((limit) =>
    present.some(
      (lacking) => mayComeIn(lacking, limit) && (lacking & (limitBit(limit) | limitBit('acquisition'))) !== 0,
    ),
  );
}

/** The existing edges and the dropped contacts that come in; the fidelity of these does not matter here. */
function graphWith(
  { edges, werner, lacks, firstDropped }: SlotEdges,
  comesIn: (lacks: number) => boolean,
): SlotGraph {
  return slotGraph(
    edges,
    werner.map((value, edge) => (edge >= firstDropped && comesIn(lacks[edge - firstDropped]!) ? 1 : value)),
  );
}

/** Per edge: its Werner parameter under a lifted limit, which may also take a terminal from a link. */
function wernerUnder({ werner, firstDropped }: SlotEdges, { keeps, fidelity }: LiftedContacts): Float64Array {
  const lifted = werner.slice();
  for (const [edge, keep] of keeps.entries()) if (keep === 0) lifted[edge] = Number.NaN;
  lifted.set(fidelity.map(wernerOf), firstDropped);
  return lifted;
}
