import type { Plan } from '../domain/plan.ts';
import type { Hop, Problem } from '../domain/problem.ts';
import type { MessageTraffic } from '../domain/run-record.ts';
import { type PathSignals, signalReader } from '../model/path-signals.ts';
import { afterRounds } from '../physics/purification.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

interface SentPair {
  readonly slot: number;
  /** Pairs/s that are delivered or filled. */
  readonly rate: number;
  readonly path: { readonly nodes: readonly string[]; readonly hops: readonly Hop[] };
  readonly cost: number;
  testsAfter(keptPerRound: number): number;
}

/**
 * The messages of a plan by slot, then by link and direction, those of stated classical links last; empty if the scenario
 * states nothing that depends on news.
 */
export function messageTraffic(scenario: Scenario, problem: Problem, plan: Plan): MessageTraffic[] {
  const { topology } = problem;
  const signals = signalReader(scenario, topology);
  if (signals === null) return [];
  const bySlot = Array.from({ length: topology.slotCount }, (): SentPair[] => []);
  for (const pair of sentPairs(scenario, problem, plan)) bySlot[pair.slot]!.push(pair);
  return bySlot.flatMap((pairs, slot) => {
    if (pairs.length === 0) return [];
    const inSlot = signals(slot);
    const sums = new Map<string, { at: number; traffic: MessageTraffic }>();
    for (const { rate, path, cost, testsAfter } of pairs) {
      const found = inSlot(path);
      if (found === null) continue;
      for (const load of found.messages(cost, testsAfter(found.keptPerRound))) {
        const { at, ...ends } = placeOf(scenario, problem, found, load.way, load.isForward);
        const key = `${at} ${load.isForward}`;
        const before = sums.get(key)?.traffic;
        const traffic = {
          slot,
          ...ends,
          heraldBitsPerSecond: (before?.heraldBitsPerSecond ?? 0) + rate * load.heralds,
          swapBitsPerSecond: (before?.swapBitsPerSecond ?? 0) + rate * load.swaps,
          purificationBitsPerSecond: (before?.purificationBitsPerSecond ?? 0) + rate * load.purification,
        };
        sums.set(key, { at: 2 * at + Number(!load.isForward), traffic });
      }
    }
    return [...sums.values()].sort((a, b) => a.at - b.at).map(({ traffic }) => traffic);
  });
}

/** Name and ends of a way, and its place among all. */
function placeOf(
  scenario: Scenario,
  { topology: { links } }: Problem,
  { network }: PathSignals,
  way: number,
  isForward: boolean,
): Pick<MessageTraffic, 'link' | 'from' | 'to'> & { readonly at: number } {
  const what = network.whatIs(way);
  const { ends } = 'link' in what ? links[what.link]! : scenario.classical!.links![what.classical]!;
  const [from, to] = isForward ? ends : [ends[1], ends[0]];
  return 'link' in what
    ? { at: what.link, link: links[what.link]!.id, from, to }
    : { at: links.length + what.classical, link: null, from, to };
}

function* sentPairs(scenario: Scenario, problem: Problem, plan: Plan): Generator<SentPair> {
  const { gates } = scenario;
  const { protocol } = scenario.purification;
  const key = (owner: string, path: string) => JSON.stringify([owner, path]);
  const paths = new Map(
    problem.demands.flatMap(({ id, paths: all }) => all.map((path) => [key(id, path.id), path] as const)),
  );
  for (const { demand, path, slot, rate, cost, fidelity, rounds = 0 } of plan.routes) {
    const found = paths.get(key(demand, path));
    if (found === undefined) continue;
    const testsAfter = (kept: number) =>
      rounds === 0 || protocol === 'none' ? 0 : afterRounds(fidelity, rounds, protocol, gates, kept).tests;
    yield { slot, rate, path: found, cost, testsAfter };
  }
  const subPaths = new Map(
    problem.storagePairs.flatMap(({ id, subPaths: all }) =>
      all.map((one) => [key(id, one.id), one] as const),
    ),
  );
  for (const { pair, subPath, slot, rate } of plan.fills) {
    const found = subPaths.get(key(pair, subPath));
    const cost = found?.fills.find((fill) => fill.slot === slot)?.cost;
    if (found !== undefined && cost !== undefined)
      yield { slot, rate, path: found, cost, testsAfter: () => 0 };
  }
}
