import { InputError } from '../base/errors.ts';
import type { Topology } from '../domain/network.ts';
import type { Problem } from '../domain/problem.ts';
import { REFERENCE_SCHEME, type SchemeName } from '../domain/schemes/schemes.ts';
import { buildProblem } from '../model/build-problem.ts';
import { estimateProblemSize } from '../model/size.ts';
import { estimateTopologySize } from '../orbit/size.ts';
import { buildTopology } from '../orbit/topology.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Environment } from './environment.ts';

export interface Prepared {
  readonly problem: Problem;
  readonly seconds: { readonly topology: number; readonly catalogue: number };
}

/** Scenario -> topology -> problem with the paths of the schemes. Refuses beforehand what would not fit into memory. */
export async function prepare(
  scenario: Scenario,
  environment: Pick<Environment, 'now' | 'memoryLimitBytes' | 'signal'>,
  onStage: (stage: 'topology' | 'catalogue', share: number) => void,
  schemes: readonly SchemeName[] = [REFERENCE_SCHEME],
): Promise<Prepared> {
  const network = estimateTopologySize(scenario);
  refuseAbove(environment.memoryLimitBytes, network.bytes, {
    path: 'horizon',
    what: `The network of ${network.nodes} nodes and up to ${network.candidateLinks} links in ${network.slots} slots`,
    hint: 'Use fewer or longer slots, fewer satellites, or a smaller maximumRangeKm.',
  });
  refuseByFirstSlots(scenario, environment.memoryLimitBytes);
  const started = environment.now();
  const topology = buildTopology(scenario, {
    onProgress: inPercent((share) => onStage('topology', share)),
    ...(environment.signal ? { signal: environment.signal } : {}),
  });
  const built = environment.now();
  refuseProgram(scenario, topology, environment.memoryLimitBytes);
  const onSlot = inPercent((share) => onStage('catalogue', share));
  const problem = buildProblem(scenario, topology, {
    schemes,
    onProgress: ({ done, total }) => onSlot(done, total),
  });
  return { problem, seconds: { topology: built - started, catalogue: environment.now() - built } };
}

/** Number of first slots examined beforehand, and how many slots there must be for that to take almost no time. */
const FIRST_SLOTS = 16;
const MANY_SLOTS = 100 * FIRST_SLOTS;

/**
 * Refuses a program that is already too large because of the storage pairs of the first slots: with a million slots,
 * the whole network takes minutes to build.
 */
function refuseByFirstSlots(scenario: Scenario, limitBytes: number): void {
  if (scenario.horizon.slots < MANY_SLOTS) return;
  // What is decided by hand may be later, or of links that are.
  const { pointings: _, ...undecided } = scenario;
  const beginning = { ...undecided, horizon: { ...scenario.horizon, slots: FIRST_SLOTS } };
  refuseProgram(scenario, buildTopology(beginning), limitBytes);
}

function refuseProgram(scenario: Scenario, topology: Topology, limitBytes: number): void {
  const { columns, storagePairs, bytes } = estimateProblemSize(scenario, topology);
  const { slots } = scenario.horizon;
  const fitting = Math.floor((slots * limitBytes) / bytes);
  const fewer =
    fitting > 0 ? `Use fewer or longer slots (about ${fitting} would fit)` : 'Use far fewer slots';
  refuseAbove(limitBytes, bytes, {
    path: 'paths',
    what: `The program of about ${columns} columns, with ${storagePairs} storage pairs in ${slots} slots,`,
    hint: `${fewer}, fewer paths, or list the storage pairs that matter.`,
  });
}

/** Reports 0 at once, and then every further whole per cent. */
function inPercent(report: (share: number) => void): (done: number, total: number) => void {
  let reported = 0;
  report(0);
  return (done, total) => {
    const percent = Math.floor((100 * done) / total);
    if (percent <= reported) return;
    reported = percent;
    report(percent / 100);
  };
}

/** @throws InputError if memory would not hold it */
export function refuseAbove(
  limitBytes: number,
  bytes: number,
  { path, what, hint }: { path: string; what: string; hint: string },
): void {
  if (bytes <= limitBytes) return;
  const gibibytes = (amount: number) => `${(amount / 2 ** 30).toFixed(1)} GiB`;
  const message = `${what} needs about ${gibibytes(bytes)}; only ${gibibytes(limitBytes)} are available.`;
  throw new InputError([{ path, message, hint }]);
}
