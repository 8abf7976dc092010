/** The schedule of every limited telescope, from where links are pointed and what they carry. */
import type { Link, Topology } from '../domain/network.ts';
import type { Plan, PlannedPointing } from '../domain/plan.ts';
import type { PointedLink } from '../domain/pointing.ts';
import type { Problem } from '../domain/problem.ts';
import type { ScheduledPointing } from '../domain/schedule.ts';
import type { SightFinder } from '../orbit/sights.ts';
import { forEachLoad } from './link-loads.ts';

/**
 * The pointings of each limited node in the order of nodes, and there in the order of time. Each takes the telescope of
 * the lowest number that is free: in the order of `from`, as many suffice as ever point at once.
 */
export function scheduleOf(problem: Problem, plan: Plan, sightOf: SightFinder): readonly ScheduledPointing[] {
  const { topology } = problem;
  const { pointing: limits, slotSeconds } = topology;
  if (limits === undefined) return [];
  const loads = loadsOf(problem, plan);
  const byNode = pointingsByNode(topology, plan.pointing ?? []);
  return [...byNode.keys()]
    .sort((a, b) => a - b)
    .flatMap((node) => {
      const { id } = topology.nodes[node]!;
      /** By telescope, the slot from which it is free. */
      const freeFrom: number[] = [];
      return byNode.get(node)!.map(({ planned, target, acquisitionSeconds }): ScheduledPointing => {
        const { link, from, to } = planned;
        const free = freeFrom.findIndex((slot) => slot <= from);
        const telescope = free < 0 ? freeFrom.length : free;
        freeFrom[telescope] = to;
        const acquired = from * slotSeconds + acquisitionSeconds;
        const carried = Array.from(
          { length: to - from },
          (_, after) => loads.get(`${from + after} ${link}`) ?? 0,
        );
        return {
          node: id,
          telescope: telescope + 1,
          target,
          link,
          from,
          to,
          acquiredAtSeconds: acquired <= to * slotSeconds ? acquired : null,
          carryingSeconds: carried.reduce((sum, load, after) => {
            const acquiring = Math.min(slotSeconds, Math.max(0, acquired - (from + after) * slotSeconds));
            return load > 0 ? sum + slotSeconds - acquiring : sum;
          }, 0),
          pairs: carried.reduce((sum, load) => sum + load * slotSeconds, 0),
          begin: sightOf(id, target, from * slotSeconds),
          end: sightOf(id, target, to * slotSeconds),
        };
      });
    });
}

interface NodePointing {
  readonly planned: PlannedPointing;
  readonly target: string;
  readonly acquisitionSeconds: number;
}

/** By the index of each limited node, what its telescopes point at, in the order of `from`. */
function pointingsByNode(
  { nodes, links, pointing }: Topology,
  planned: readonly PlannedPointing[],
): ReadonlyMap<number, readonly NodePointing[]> {
  const indexOf = new Map(links.map(({ id }, link) => [id, link]));
  const byNode = new Map<number, NodePointing[]>();
  for (const one of [...planned].sort((a, b) => a.from - b.from)) {
    const index = indexOf.get(one.link);
    const pointed = index === undefined ? null : (pointing!.links[index] ?? null);
    if (pointed === null) continue;
    for (const [node, target] of telescopesOf(links[index!]!, pointed, (at) => nodes[at]!.id)) {
      const there = byNode.get(node) ?? [];
      byNode.set(node, there);
      there.push({ planned: one, target, acquisitionSeconds: pointed.acquisitionSeconds });
    }
  }
  return byNode;
}

/** The limited nodes of a link and what their telescopes look at: a platform on the way looks at both ends. */
const telescopesOf = (
  { ends, via }: Link,
  { terminals }: PointedLink,
  idOf: (node: number) => string,
): (readonly [node: number, target: string])[] =>
  terminals.flatMap(([node]) => {
    const id = idOf(node);
    if (id === via) return ends.map((end) => [node, end] as const);
    return [[node, via ?? ends.find((end) => end !== id)!] as const];
  });

/** Pairs/s over each link, by slot and id. */
function loadsOf(problem: Problem, plan: Plan): ReadonlyMap<string, number> {
  const loads = new Map<string, number>();
  forEachLoad(problem, plan, (hop, slot, pairsPerSecond) => {
    if (!('link' in hop)) return;
    const key = `${slot} ${hop.link}`;
    loads.set(key, (loads.get(key) ?? 0) + pairsPerSecond);
  });
  return loads;
}
