import { IDLE_REASONS, type IdleReason } from '../domain/idle-reason.ts';
import type { LinkClass } from '../domain/network.ts';
import type { Plan, PlannedHop, PlannedRoute } from '../domain/plan.ts';
import { type Offer, ownLinks, type Path, type Problem, pathOf, storedHops } from '../domain/problem.ts';
import type { DemandSummary, RunRecord } from '../domain/run-record.ts';
import type { RunStatus } from '../domain/run-status.ts';
import { layOut } from '../model/layout.ts';
import { residualsOf } from './residuals.ts';
import type { UnreachedSlots } from './unreached-slots.ts';

/**
 * What each demand gets from a plan, and the reason for each slot in which it gets nothing.
 * @param status of the run: `better used elsewhere` is said only of a plan that is proved good
 */
export function summariseDemands(
  problem: Problem,
  plan: Plan,
  unreached: UnreachedSlots,
  status: RunStatus,
): DemandSummary[] {
  const { slotCount, slotSeconds } = problem.topology;
  const residual = residualsOf(problem, plan);
  const classesOf = linkClassesOf(problem, plan);
  const usableIn = usablePaths(problem);
  const residualReasons = (usable: readonly Usable[], slot: number): readonly IdleReason[] => {
    const withRoom = usable.filter(
      ({ links, stored, offer }) =>
        links.every((link) => residual.hasCapacity(link, slot)) &&
        stored.every(({ pair, subPath }) => residual.hasStock(pair, subPath, slot)) &&
        residual.hasModes(offer.signals?.modes ?? [], slot),
    );
    if (withRoom.length === 0) return ['no usable path has residual capacity or stock'];
    const lacks = new Set(withRoom.map(({ links }) => residual.flown.lackOf(links, slot)));
    if (lacks.has(null)) return [reasonOfRoom(status)];
    return IDLE_REASONS.filter((reason) => (lacks as ReadonlySet<IdleReason | null>).has(reason));
  };
  return problem.demands.map((demand, k): DemandSummary => {
    const routes = plan.routes.filter((route) => route.demand === demand.id);
    const total = routes.reduce((sum, { rate }) => sum + rate, 0);
    const mean = (of: (route: PlannedRoute, index: number) => number): number | null =>
      total > 0 ? routes.reduce((sum, route, index) => sum + route.rate * of(route, index), 0) / total : null;
    const share = (holds: (route: PlannedRoute, index: number) => boolean): number =>
      mean((route, index) => (holds(route, index) ? 1 : 0)) ?? 0;
    const classes = routes.map(({ hops }) => classesOf(hops));
    const uses = (matches: (linkClass: LinkClass) => boolean) => (_: PlannedRoute, index: number) =>
      classes[index]!.some(matches);

    const served = new Set(routes.map(({ slot }) => slot));
    const idle = Array.from({ length: slotCount }, (_, slot) => slot).filter((slot) => !served.has(slot));
    const idleSlots = idle.map(
      (slot) => unreached[k]!.get(slot) ?? { slot, reasons: residualReasons(usableIn(k, slot), slot) },
    );

    return {
      demand: demand.id,
      source: demand.source,
      destination: demand.destination,
      deliveredPairs: total * slotSeconds,
      meanRate: total / slotCount,
      fidelityBefore: mean(({ fidelity }) => fidelity),
      fidelityAfter: mean(({ deliveredFidelity }) => deliveredFidelity),
      shares: {
        satellite: share(uses((linkClass) => linkClass.includes('S'))),
        aerial: share(uses((linkClass) => linkClass.includes('A'))),
        fibre: share(uses((linkClass) => linkClass === 'G2G')),
        virtual: share(({ hops }) => hops.some((hop) => 'pair' in hop)),
      },
      idleSlots,
    };
  });
}

/** The classes of all links behind a route, those of the sub-paths that it draws on included. */
function linkClassesOf(
  { topology: { links } }: Problem,
  { subPaths }: Plan,
): (hops: readonly PlannedHop[]) => LinkClass[] {
  const classOf = new Map(links.map((link) => [link.id, link.class]));
  const hopsOf = new Map(subPaths.map((subPath) => [`${subPath.pair} ${subPath.id}`, subPath.hops]));
  const classesOf = (hops: readonly PlannedHop[]): LinkClass[] =>
    hops.flatMap((hop) =>
      'link' in hop ? [classOf.get(hop.link)!] : classesOf(hopsOf.get(`${hop.pair} ${hop.subPath}`) ?? []),
    );
  return classesOf;
}

/**
 * Why a demand gets nothing although a usable path has room; a rule that has finished would not take it with more time.
 */
function reasonOfRoom(status: RunStatus): IdleReason {
  if (status === 'optimal' || status === 'gap-reached') return 'better used elsewhere';
  return status === 'completed' || status === 'minimum-rate-missed' ? 'scheme' : 'not planned yet';
}

/** The summaries of a run, under another status. */
export function summariesUnder(
  status: RunStatus,
  { status: before, demands }: Pick<RunRecord, 'status' | 'demands'>,
): DemandSummary[] {
  // Of rules, which may use everything, no other reason is the scheme.
  const ofRoom = reasonOfRoom(before);
  return demands.map((summary) => ({
    ...summary,
    idleSlots: summary.idleSlots.map((idle) =>
      idle.reasons[0] === ofRoom ? { ...idle, reasons: [reasonOfRoom(status)] } : idle,
    ),
  }));
}

/** A path where it is usable. */
interface Usable {
  readonly links: readonly number[];
  readonly stored: ReturnType<typeof storedHops>;
  readonly offer: Offer;
}

/** The paths of a demand that are usable in a slot. */
function usablePaths(problem: Problem): (demand: number, slot: number) => readonly Usable[] {
  const { choices, groups } = layOut(problem);
  const groupsOf = problem.demands.map(() => new Map<number, readonly number[]>());
  for (const { demand, slot, choices: ofGroup } of groups) groupsOf[demand]!.set(slot, ofGroup);
  /** Most paths are usable in several slots. */
  const known = new Map<Path, Pick<Usable, 'links' | 'stored'>>();
  return (demand, slot) =>
    (groupsOf[demand]!.get(slot) ?? []).map((choice) => {
      const path = pathOf(problem, choices[choice]!);
      const drawn = known.get(path) ?? { links: ownLinks(path.hops), stored: storedHops(path.hops) };
      known.set(path, drawn);
      return { ...drawn, offer: choices[choice]!.offer };
    });
}

/** Pairs with one half in each storage node at the beginning of every slot. */
export function summariseStorage(problem: Problem, plan: Plan) {
  const endsOf = new Map(problem.storagePairs.map(({ id, ends }) => [id, ends]));
  return problem.storageNodes.map(({ node, capacity }) => {
    const here = plan.stocks.filter(({ pair }) => endsOf.get(pair)?.includes(node));
    return {
      node,
      capacity,
      pairs: Array.from({ length: problem.topology.slotCount + 1 }, (_, slot) =>
        here.reduce((sum, { pairs }) => sum + pairs[slot]!, 0),
      ),
    };
  });
}
