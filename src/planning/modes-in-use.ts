import type { Plan } from '../domain/plan.ts';
import type { ModeUse, Problem } from '../domain/problem.ts';
import type { ModesInUse } from '../domain/run-record.ts';

/** What a plan takes of the memory modes of each node that limits them, in the order of nodes. */
export function modesInUse(problem: Problem, plan: Plan): ModesInUse[] {
  const { nodes, slotCount } = problem.topology;
  const limited = nodes.flatMap(({ id, memoryModes }, index) =>
    memoryModes === undefined ? [] : [{ index, node: id, modes: memoryModes }],
  );
  if (limited.length === 0) return [];
  const moving = new Map(limited.map(({ index }) => [index, new Array<number>(slotCount).fill(0)]));
  const take = (uses: readonly ModeUse[] | undefined, slot: number, rate: number) => {
    for (const { node, seconds } of uses ?? []) moving.get(node)![slot]! += seconds * rate;
  };
  const pathOf = new Map(
    problem.demands.flatMap(({ id, paths }) => paths.map((path) => [key(id, path.id), path] as const)),
  );
  for (const { demand, path, slot, rate } of plan.routes) {
    const offer = pathOf.get(key(demand, path))?.offers.find((one) => one.slot === slot);
    take(offer?.signals?.modes, slot, rate);
  }
  const subPathOf = new Map(
    problem.storagePairs.flatMap(({ id, subPaths }) =>
      subPaths.map((subPath) => [key(id, subPath.id), subPath] as const),
    ),
  );
  for (const { pair, subPath, slot, rate } of plan.fills) {
    take(subPathOf.get(key(pair, subPath))?.fills.find((fill) => fill.slot === slot)?.modes, slot, rate);
  }
  const endsOf = new Map(problem.storagePairs.map(({ id, ends }) => [id, ends]));
  return limited.map(({ index, node, modes }) => {
    const here = plan.stocks.filter(({ pair }) => endsOf.get(pair)?.includes(node));
    return {
      node,
      modes,
      moving: moving.get(index)!,
      stored: Array.from({ length: slotCount + 1 }, (_, t) =>
        here.reduce((sum, { pairs }) => sum + pairs[t]!, 0),
      ),
    };
  });
}

const key = (owner: string, path: string): string => JSON.stringify([owner, path]);

/** Modes in use in a slot, at whichever end of it more are in store. */
export const mostInUse = ({ moving, stored }: ModesInUse, slot: number): number =>
  moving[slot]! + Math.max(stored[slot]!, stored[slot + 1]!);
