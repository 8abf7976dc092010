import type { Margins } from '../../domain/margins.ts';
import { type Hop, subPathOf } from '../../domain/problem.ts';
import { ageingOf, keptInStore } from '../../simulation/hardware.ts';
import { type Evidence, leastFactor } from './evidence.ts';
import { type LinkFactors, linkFormulas } from './hop-factors.ts';
import { networkSignals } from './signals.ts';
import type { SimulatedPlan } from './simulated.ts';

/**
 * Margins under which all but this share of the pairs of each path that was ever simulated keep what is planned; they only get
 * tighter.
 * @param before those that were there before
 * @param latest the plan that was simulated last, whose network decides where nothing was sampled
 */
export function tighten(before: Margins, share: number, evidence: Evidence, latest: SimulatedPlan): Margins {
  const { topology, storagePairs } = latest.recomputed.problem;
  const ofLink = linkFactors(before, share, evidence, latest);
  const links = topology.links.flatMap(({ id }, link) => listed({ link: id }, ofLink(link)));
  const inStore = storedFactors(before, share, evidence, latest, ofLink);
  const stocks = storagePairs.flatMap(({ id, subPaths }, pair) =>
    subPaths.flatMap((subPath, index) =>
      listed({ pair: id, subPath: subPath.id }, inStore({ kind: 'stored', pair, subPath: index })),
    ),
  );
  return { paths: pathFactors(before, share, evidence), links, stocks };
}

/** Digits that are kept; factors are rounded down. */
const DIGITS = 1e4;
const rounded = (factor: number): number => Math.floor(Math.min(1, factor) * DIGITS + 1e-9) / DIGITS;

function listed<Name extends object>(name: Name, factor: number): (Name & { factor: number })[] {
  const value = rounded(factor);
  return value < 1 ? [{ ...name, factor: value }] : [];
}

/** Every path that was simulated often enough. */
function pathFactors(before: Margins, share: number, { paths }: Evidence): Margins['paths'] {
  const older = new Map(before.paths.map((one) => [JSON.stringify([one.demand, one.path]), one]));
  const found = new Map(older);
  for (const [name, { demand, path, margin, seen }] of paths) {
    const factor = leastFactor(seen, share);
    if (factor === null) continue;
    const least = Math.min(older.get(name)?.factor ?? margin, factor);
    found.set(name, { demand, path, factor: rounded(least) });
  }
  return [...found.values()];
}

/** By index of a link: the lowest that was sampled along it, or else the formula. */
function linkFactors(
  before: Margins,
  share: number,
  { waits }: Evidence,
  { recomputed: { scenario, problem, plan }, coherenceSeconds }: SimulatedPlan,
): (link: number) => number {
  const { topology } = problem;
  const ageing = ageingOf(scenario, { coherenceSeconds }, topology.nodes);
  const formulas = linkFormulas({
    problem,
    signals: networkSignals(scenario, problem, plan),
    forgetting: { simulated: ageing.forgetting, planned: ageing.statedForgetting },
  });
  const older = new Map(before.links.map(({ link, factor }) => [link, factor]));
  const none: LinkFactors = { all: 1, news: 1 };
  return (link) => {
    const { id } = topology.links[link]!;
    const formula = formulas.get(link) ?? none;
    const wait = leastFactor(waits.get(id) ?? [], share);
    const factor = wait === null ? formula.all : formula.news * wait;
    return Math.min(older.get(id) ?? 1, factor);
  };
}

/** Of a stock: what its pairs keep in store, at least a slot by formula, and what the hops leave along which it is filled. */
function storedFactors(
  before: Margins,
  share: number,
  { stored }: Evidence,
  { recomputed: { problem }, execution }: SimulatedPlan,
  ofLink: (link: number) => number,
): (hop: Extract<Hop, { kind: 'stored' }>) => number {
  const older = new Map(before.stocks.map(({ pair, subPath, factor }) => [`${pair} ${subPath}`, factor]));
  const aSlot = keptInStore(execution, execution.slotSeconds);
  const ofStock = (hop: Extract<Hop, { kind: 'stored' }>): number => {
    const { id, hops } = subPathOf(problem, hop);
    const key = `${problem.storagePairs[hop.pair]!.id} ${id}`;
    const kept = leastFactor(stored.get(key) ?? [], share) ?? aSlot;
    const filled = hops.reduce(
      (product, one) => product * (one.kind === 'link' ? ofLink(one.link) : ofStock(one)),
      1,
    );
    return Math.min(older.get(key) ?? 1, kept * filled);
  };
  return ofStock;
}
