/** What the JSON of an instance says of telescopes that the plan points. */
import { acquiredCapacity } from '../domain/acquired-capacity.ts';
import type { Topology } from '../domain/network.ts';
import { lostShares, type PointingUse } from '../domain/pointing.ts';

// Types, since the declaration of `exportInstance` writes them out where nobody else names them.
type TelescopeCount = {
  readonly node: string;
  readonly count: number;
};

type ExportedTelescopes = {
  /** T_m, of the nodes that limit their telescopes. */
  readonly terminals?: readonly TelescopeCount[];
  /** What is decided by hand, in the slots from ≤ t < to; it holds where the link is in contact. */
  readonly pointings?: readonly {
    readonly link: string;
    readonly from: number;
    readonly to: number;
    readonly use: PointingUse;
  }[];
};

type ExportedPointedLink = {
  /** C^t_e once acquired, one value per slot, in the capacity unit; 0 = no contact. */
  readonly acquiredCapacity?: readonly number[];
  /** q_em, of the nodes that limit their telescopes. */
  readonly terminals?: readonly TelescopeCount[];
  readonly acquisitionSeconds?: number;
  /** s_j for j < n: as many as the slots that acquisition takes. */
  readonly lostShares?: readonly number[];
  /** The node whose one source also feeds other links. */
  readonly sharedSource?: string;
};

/** Empty where no node limits its telescopes. */
export function exportTelescopes({ pointing, nodes, links }: Topology): ExportedTelescopes {
  if (pointing === undefined) return {};
  const { terminals, stated } = pointing;
  return {
    terminals: counts(nodes, [...terminals]),
    ...(stated && {
      pointings: stated.map(({ link, from, to, use }) => ({ link: links[link]!.id, from, to, use })),
    }),
  };
}

/** Empty for a link that takes no limited telescope and has a source of its own. */
export function exportPointedLink(
  { pointing, nodes, slots, slotSeconds }: Topology,
  link: number,
): ExportedPointedLink {
  const pointed = pointing?.links[link];
  const source = nodes[pointing?.sources[link] ?? -1];
  if (!pointed && !source) return {};
  return {
    acquiredCapacity: slots.map((slot) => acquiredCapacity(slot, link)),
    ...(pointed && {
      terminals: counts(nodes, pointed.terminals),
      acquisitionSeconds: pointed.acquisitionSeconds,
      lostShares: lostShares(pointed.acquisitionSeconds, slotSeconds),
    }),
    ...(source && { sharedSource: source.id }),
  };
}

const counts = (
  nodes: Topology['nodes'],
  entries: readonly (readonly [node: number, count: number])[],
): TelescopeCount[] => entries.map(([node, count]) => ({ node: nodes[node]!.id, count }));
