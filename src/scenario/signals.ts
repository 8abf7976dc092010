import type { NodeKind } from '../domain/network.ts';
import type { Scenario } from './schema/scenario.ts';

type Sections = Pick<
  Scenario,
  'nodes' | 'stations' | 'platforms' | 'satellites' | 'demands' | 'hardware' | 'classical'
>;

/** Whether any node limits its memory modes (C8). */
export const limitsModes = ({ nodes, stations, platforms, satellites }: Sections): boolean =>
  [nodes, stations, platforms, satellites].some((section) =>
    section.some(({ memoryModes }) => memoryModes !== undefined),
  );

/** Whether any classical link limits its traffic (C9). */
export const limitsTraffic = ({ classical }: Sections): boolean =>
  classical?.links?.some(({ bitsPerSecond }) => bitsPerSecond !== undefined) ?? false;

/**
 * Whether a scenario states anything for which a plan has to know when news arrives: memory modes, coherence of halves that
 * wait, a largest latency, or a limit of messages.
 */
export const plansSignals = (scenario: Sections): boolean =>
  limitsModes(scenario) ||
  limitsTraffic(scenario) ||
  scenario.hardware?.coherenceSeconds !== undefined ||
  scenario.demands.some(({ maximumLatencySeconds }) => maximumLatencySeconds !== undefined);

/** M of a node: memories times modes of each; undefined if unlimited. */
export const totalModes = ({
  memoryModes,
  modesPerMemory = 1,
}: {
  readonly memoryModes?: number | undefined;
  readonly modesPerMemory?: number | undefined;
}): number | undefined => (memoryModes === undefined ? undefined : memoryModes * modesPerMemory);

/** T of a waiting half at a node, s; Infinity if it does not age. */
export function coherenceAt({ hardware }: Pick<Scenario, 'hardware'>, node: string, kind: NodeKind): number {
  const stated = hardware?.coherenceSeconds;
  if (stated === undefined) return Number.POSITIVE_INFINITY;
  if (typeof stated === 'number') return stated;
  const own = stated.nodes?.find((entry) => entry.node === node);
  return own?.coherenceSeconds ?? stated.kinds?.[kind] ?? Number.POSITIVE_INFINITY;
}
