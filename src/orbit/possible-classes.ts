import type { LinkClass, NodeKind } from '../domain/network.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Kinds of node by the letters of link classes. */
const KINDS: Readonly<Record<string, NodeKind>> = { S: 'satellite', A: 'aerial', G: 'ground' };

/** The kinds of node that a class joins. */
export const kindsOf = (linkClass: LinkClass): readonly [NodeKind, NodeKind] => [
  KINDS[linkClass[0]!]!,
  KINDS[linkClass[2]!]!,
];

/** The classes of optical links that are not switched off and of whose kinds of node there are some. */
export function possibleClasses({
  linkClasses,
  stations,
  platforms,
  satellites,
}: Scenario): readonly OpticalClass[] {
  const present = new Set<NodeKind>([
    ...(stations.some(({ optical }) => optical) ? (['ground'] as const) : []),
    ...(platforms.length > 0 ? (['aerial'] as const) : []),
    ...(satellites.length > 0 ? (['satellite'] as const) : []),
  ]);
  return (['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const).filter(
    (linkClass) =>
      linkClasses[linkClass].enabled !== false && kindsOf(linkClass).every((kind) => present.has(kind)),
  );
}
