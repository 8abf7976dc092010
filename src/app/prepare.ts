import { InputError } from '../base/errors.ts';
import type { Problem } from '../domain/problem.ts';
import { buildProblem } from '../model/build-problem.ts';
import { estimateTopologySize } from '../orbit/size.ts';
import { buildTopology } from '../orbit/topology.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { Tools } from './tools.ts';

export interface Prepared {
  readonly problem: Problem;
  readonly seconds: { readonly topology: number; readonly catalogue: number };
}

/** Scenario -> topology -> problem, refusing beforehand what would not fit into memory. */
export async function prepare(
  scenario: Scenario,
  tools: Pick<Tools, 'now' | 'memoryLimitBytes' | 'signal'>,
  onStage: (stage: 'topology' | 'catalogue') => void,
): Promise<Prepared> {
  const size = estimateTopologySize(scenario);
  if (size.bytes > tools.memoryLimitBytes) {
    const gigabytes = (bytes: number) => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
    throw new InputError([
      {
        path: 'horizon',
        message: `The network of ${size.nodes} nodes and up to ${size.candidateLinks} links in ${size.slots} slots needs about ${gigabytes(size.bytes)}; ${gigabytes(tools.memoryLimitBytes)} are available.`,
        hint: 'Use fewer or longer slots, fewer satellites, or a smaller maximumRangeKm.',
      },
    ]);
  }
  const started = tools.now();
  onStage('topology');
  const topology = buildTopology(scenario, tools.signal ? { signal: tools.signal } : {});
  const built = tools.now();
  onStage('catalogue');
  const problem = buildProblem(scenario, topology);
  return { problem, seconds: { topology: built - started, catalogue: tools.now() - built } };
}
