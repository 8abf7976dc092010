/** Which nodes limit their memory modes, and where paths and stocks take some. */
import type { Topology } from '../domain/network.ts';
import type { PlannedHop } from '../domain/plan.ts';
import type { ExecutedModes, FlowModes } from './execution.ts';

export interface LimitedModes {
  readonly modes: ExecutedModes | null;
  /** Index of a node among those that limit their modes, in a list of one; empty if it does not. */
  readonly at: (node: string) => readonly number[];
}

export function limitedModes(
  { nodes }: Pick<Topology, 'nodes'>,
  { measurementSeconds = 0 }: { readonly measurementSeconds?: number | undefined } = {},
): LimitedModes {
  const limited = nodes.flatMap(({ id, memoryModes }) =>
    memoryModes === undefined ? [] : [{ id, memoryModes }],
  );
  const indices = new Map(limited.map(({ id }, index) => [id, [index]]));
  const limits = Float64Array.from(limited, ({ memoryModes }) => memoryModes);
  return {
    modes: limited.length === 0 ? null : { limits, measurementSeconds },
    at: (node) => indices.get(node) ?? [],
  };
}

/** What a path takes; undefined if none of its nodes limits its modes. */
export function modesAlong(
  { nodes, hops }: { readonly nodes: readonly string[]; readonly hops: readonly PlannedHop[] },
  at: LimitedModes['at'],
): FlowModes | undefined {
  if (nodes.every((node) => at(node).length === 0)) return undefined;
  return {
    hops: hops.flatMap((hop, position) =>
      'pair' in hop ? [] : [[...at(nodes[position]!), ...at(nodes[position + 1]!)]],
    ),
    // Of either hop that meets there.
    relays: nodes.slice(1, -1).flatMap((node) => [...at(node), ...at(node)]),
    ends: [...at(nodes[0]!), ...at(nodes.at(-1)!)],
  };
}
