import type { LinkClass, NodeKind } from '../../domain/network.ts';
import type { StatedLength } from './lengths.ts';
import type { Place } from './places.ts';

/** A network as other formats state it, with names as written there. */
export interface ForeignNetwork {
  readonly nodes: readonly ForeignNode[];
  readonly links: readonly ForeignLink[];
}

export interface ForeignNode {
  readonly name: string;
  readonly place?: Place | undefined;
}

export interface ForeignLink {
  /** Indices of two different nodes. */
  readonly ends: readonly [number, number];
  /** Pairs/s. */
  readonly capacity?: number | undefined;
  readonly fidelity?: number | undefined;
  readonly length?: StatedLength | undefined;
  readonly class?: LinkClass | undefined;
}

/** A node as the scenario will name it. */
export interface ImportedNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly place: Place | undefined;
}

/** The names of both ends of a link. */
export const endsOf = (nodes: readonly ImportedNode[], { ends }: ForeignLink): [string, string] => [
  nodes[ends[0]]!.id,
  nodes[ends[1]]!.id,
];
