import type { PlannedHop } from '../domain/plan.ts';
import type { ExecutedFlow } from './execution.ts';
import { modesAlong } from './limited-modes.ts';

/** Names of flows, the same in all their slots; here and in events. */
export const routeKey = (demand: string, path: string): string => `route ${demand} ${path}`;
export const fillKey = (store: string): string => `fill ${store}`;

/** What a flow asks for in one slot. */
export interface Asked {
  readonly slot: number;
  readonly key: string;
  readonly nodes: readonly string[];
  readonly hops: readonly PlannedHop[];
  /** Index of its demand, or of the stock that it fills; −1 for the other. */
  readonly demand: number;
  readonly fills: number;
  readonly planned: number;
  readonly plannedBase: number;
  readonly rounds: number;
  readonly plannedWerner: number;
}

interface Flows {
  readonly flows: readonly ExecutedFlow[];
  /** Index of the flow of each claim. */
  readonly flowOfClaim: Int32Array;
  readonly indexOf: (key: string) => number;
}

/** Flows in the order in which they are asked for; their own hops are numbered one after the other. */
export function flowsOf(
  asked: readonly Asked[],
  {
    forgetting,
    limitedAt,
  }: {
    readonly forgetting: (node: string) => number;
    readonly limitedAt: (node: string) => readonly number[];
  },
  storeOf: (hop: Extract<PlannedHop, { pair: string }>) => {
    readonly index: number;
    readonly elementary: number;
  },
): Flows {
  const found = new Map<string, number>();
  const flows: ExecutedFlow[] = [];
  const flowOfClaim: number[] = [];
  for (const { key, nodes, hops, demand, fills } of asked) {
    if (found.has(key)) continue;
    const stored = hops.flatMap((hop) => ('pair' in hop ? [storeOf(hop)] : []));
    const ownHops = hops.length - stored.length;
    const modes = modesAlong({ nodes, hops }, limitedAt);
    found.set(key, flows.length);
    for (let hop = 0; hop < ownHops; hop++) flowOfClaim.push(flows.length);
    flows.push({
      key,
      demand,
      fills,
      firstClaim: flowOfClaim.length - ownHops,
      ownHops,
      hopForgets: hops.flatMap((hop, position) =>
        'pair' in hop ? [] : [forgetting(nodes[position]!) + forgetting(nodes[position + 1]!)],
      ),
      endForgets: forgetting(nodes[0]!) + forgetting(nodes.at(-1)!),
      draws: stored.map(({ index }) => index),
      elementary: stored.reduce((sum, { elementary }) => sum + elementary, ownHops),
      joins: hops.length - 1,
      ...(modes && { modes }),
    });
  }
  return { flows, flowOfClaim: Int32Array.from(flowOfClaim), indexOf: (key) => found.get(key)! };
}
