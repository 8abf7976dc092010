/** What is shown above a result because it is probably a mistake; runs and the verifier share this code. */
import type { Problem } from '../domain/problem.ts';
import type { DemandSummary } from '../domain/run-record.ts';
import type { Warning } from '../domain/warning.ts';
import { layOut } from '../model/layout.ts';
import { unseenDemands } from '../model/value-range.ts';
import { implausible } from '../scenario/plausibility.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

export const warningsOf = (scenario: Scenario, problem: Problem): readonly Warning[] => [
  ...implausible(scenario),
  ...problem.topology.warnings,
  ...isolatedEnds(problem),
  ...memoriesFilledAtOnce(problem),
  ...numbersFarApart(problem),
];

/** Ends of demands without a link in any slot: nothing reaches them, whatever else there is. */
function isolatedEnds({ topology, demands }: Problem): Warning[] {
  const present = new Set<number>();
  for (const { link } of topology.slots) for (const one of link) present.add(one);
  const linked = new Set([...present].flatMap((link) => topology.links[link]!.ends));
  const ends = new Set(demands.flatMap(({ source, destination }) => [source, destination]));
  const isolated = [...ends].filter((end) => !linked.has(end));
  if (isolated.length === 0) return [];
  const cut = demands.filter(({ source, destination }) => !(linked.has(source) && linked.has(destination)));
  const verb = isolated.length === 1 ? 'is' : 'are';
  return [
    {
      kind: 'isolated-end',
      where: `demands, ${listed(cut.map(({ id }) => id))}`,
      message: `${listed(isolated)} ${verb} on no link in any slot, so nothing can be delivered there.`,
      hint: 'Add a link, a fibre, or a satellite or platform that is in sight during a whole slot.',
    },
  ];
}

/** Demands without service in slots in which one more terminal would give them a path, the worst first. */
export function withoutTerminal(demands: readonly DemandSummary[]): Warning[] {
  const short = demands
    .map(({ demand, idleSlots }) => ({
      demand,
      slots: idleSlots.filter(({ reasons }) => reasons.includes('terminal')).length,
    }))
    .filter(({ slots }) => slots > 0)
    .sort((a, b) => b.slots - a.slots);
  if (short.length === 0) return [];
  const costs = short.map(({ demand, slots }) => `${demand} ${slots} ${slots === 1 ? 'slot' : 'slots'}`);
  return [
    {
      kind: 'terminals',
      where: `demands, ${listed(short.map(({ demand }) => demand))}`,
      message: `Contacts for which no terminal was free cost ${listed(costs)}.`,
      hint: 'Raise maximumTerminals where they are short.',
    },
  ];
}

const MOST_NAMES = 3;

/** `a, b, c and 4 more`. */
function listed(names: readonly string[]): string {
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : '';
  return `${names.slice(0, MOST_NAMES).join(', ')}${more}`;
}

/** A memory that is full within this many seconds smooths nothing. */
const LEAST_FILL_SECONDS = 1;

function memoriesFilledAtOnce({ storageNodes, storagePairs }: Problem): Warning[] {
  const fastest = new Map<string, number>();
  for (const { ends, subPaths } of storagePairs) {
    for (const { fills } of subPaths) {
      const rate = fills.reduce((most, { rateCap }) => Math.max(most, rateCap), 0);
      for (const end of ends) fastest.set(end, Math.max(fastest.get(end) ?? 0, rate));
    }
  }
  const small = storageNodes.filter(
    ({ node, capacity }) => capacity < LEAST_FILL_SECONDS * (fastest.get(node) ?? 0),
  );
  const [first] = small;
  if (first === undefined) return [];
  const others = small.length > 1 ? ` and ${small.length - 1} more` : '';
  return [
    {
      kind: 'memory-fills-at-once',
      where: `storage, ${first.node}${others}`,
      message: `A memory of ${first.capacity} pairs at ${first.node} is full within ${(first.capacity / fastest.get(first.node)!).toPrecision(2)} s, at up to ${Math.round(fastest.get(first.node)!)} pairs/s.`,
      hint: 'Check capacity, which counts pairs, and the unit of link capacities (capacityUnit).',
    },
  ];
}

const numbersFarApart = (problem: Problem): Warning[] =>
  unseenDemands(layOut(problem)).map(({ demand, share }) => ({
    kind: 'range-of-numbers',
    where: `demands, ${demand}`,
    message: `A slot of ${demand} can add at most ${share.toExponential(0)} of what a slot of the largest demand can, less than solvers tell from 0.`,
    hint: 'Plan it apart, or give it a larger weight.',
  }));
