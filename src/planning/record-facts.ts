/** The parts of a run record that follow from its scenario and plan alone; runs and the verifier share this code. */
import type { Plan, PlannedHop } from '../domain/plan.ts';
import { exemptSlots, type Problem, storedHops } from '../domain/problem.ts';
import type { RunRecord } from '../domain/run-record.ts';
import { type SightFinder, sightFinder } from '../orbit/sights.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { summariseDemands, summariseStorage } from './demand-summary.ts';
import { expectedPairs } from './expected-throughput.ts';
import { messageTraffic } from './message-traffic.ts';
import { modesInUse } from './modes-in-use.ts';
import { scheduleOf } from './schedule.ts';
import { unreachedSlots } from './unreached-slots.ts';

type ProblemFacts = Pick<RunRecord, 'catalogue' | 'horizon' | 'nodes' | 'exempt'>;
type PlanFacts = Pick<
  RunRecord,
  'expectedPairs' | 'links' | 'demands' | 'storage' | 'modes' | 'control' | 'schedule'
>;

export function factsOfProblem(problem: Problem): ProblemFacts {
  const { slotCount, slotSeconds, start, nodes } = problem.topology;
  const paths = problem.demands.flatMap((demand) => demand.paths);
  const virtualPaths = paths.filter(({ hops }) => storedHops(hops).length > 0).length;
  return {
    catalogue: {
      realPaths: paths.length - virtualPaths,
      virtualPaths,
      subPaths: problem.storagePairs.reduce((sum, { subPaths }) => sum + subPaths.length, 0),
      choices: paths.reduce((sum, { offers }) => sum + offers.length, 0),
    },
    horizon: { slots: slotCount, slotSeconds, start },
    nodes,
    exempt: exemptSlots(problem),
  };
}

/** The facts of a plan whose names all exist and whose sub-paths contain no cycle (check `path`). */
export function factsOfPlan(
  scenario: Scenario,
  problem: Problem,
  plan: Plan,
  { scheme, status }: Pick<RunRecord, 'scheme' | 'status'>,
): PlanFacts {
  const modes = modesInUse(problem, plan);
  const control = messageTraffic(scenario, problem, plan);
  return {
    expectedPairs: expectedPairs(scenario, problem.topology, plan),
    links: usedLinks(problem, plan),
    demands: summariseDemands(problem, plan, unreachedSlots(scenario, problem, scheme), status),
    storage: summariseStorage(problem, plan),
    ...(modes.length > 0 && { modes }),
    ...(control.length > 0 && { control }),
    ...(plan.pointing && { schedule: scheduleOf(problem, plan, sightsOf(scenario)) }),
  };
}

const remembered = new WeakMap<Scenario, SightFinder>();

/** Reads the elements of satellites once, however many plans a run finds. */
function sightsOf(scenario: Scenario): SightFinder {
  const found = remembered.get(scenario) ?? sightFinder(scenario);
  remembered.set(scenario, found);
  return found;
}

/** The facts of a run without a plan. */
export const NO_FACTS: PlanFacts = { expectedPairs: null, links: [], demands: [], storage: [] };

/** Links of f(p) of every route and of every filled sub-path, in the order of the topology. */
function usedLinks({ topology }: Problem, plan: Plan): RunRecord['links'] {
  const hopsOf = new Map(plan.subPaths.map(({ pair, id, hops }) => [`${pair} ${id}`, hops]));
  const used = new Set<string>();
  const add = (hops: readonly PlannedHop[]) => {
    for (const hop of hops) {
      if ('link' in hop) used.add(hop.link);
      else add(hopsOf.get(`${hop.pair} ${hop.subPath}`) ?? []);
    }
  };
  for (const { hops } of plan.routes) add(hops);
  for (const { pair, subPath } of plan.fills) add(hopsOf.get(`${pair} ${subPath}`) ?? []);
  return topology.links
    .filter(({ id }) => used.has(id))
    .map(({ id, ends, class: linkClass }) => ({ id, ends, class: linkClass }));
}
