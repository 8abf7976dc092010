import type { NodeKind } from '../domain/network.ts';
import type { Scenario } from './schema/scenario.ts';

type Sections = Pick<
  Scenario,
  'nodes' | 'stations' | 'platforms' | 'satellites' | 'demands' | 'hardware' | 'classical'
>;

/** Whether any node limits its memory modes (C8). */
export const limitsModes = ({ nodes, stations, platforms, satellites, hardware }: Sections): boolean =>
  Object.values(hardware?.memoryModes ?? {}).some((modes) => modes !== undefined) ||
  [nodes, stations, platforms, satellites].some((section) =>
    section.some(({ memoryModes }) => memoryModes !== undefined),
  );

/**
 * Whether a scenario states anything for which a plan has to know when news arrives: memory modes, coherence of halves that
 * wait, how long gates take, how messages travel, or a largest latency.
 */
export const plansSignals = (scenario: Sections): boolean =>
  limitsModes(scenario) ||
  scenario.hardware?.coherenceSeconds !== undefined ||
  scenario.hardware?.measurementSeconds !== undefined ||
  scenario.hardware?.processingSeconds !== undefined ||
  (scenario.classical?.links ?? []).length > 0 ||
  scenario.classical?.relay !== undefined ||
  scenario.demands.some(({ maximumLatencySeconds }) => maximumLatencySeconds !== undefined);

/** What an entry of a scenario says of the memory of its nodes. */
interface MemoryEntry {
  readonly memory?: boolean;
  readonly memoryModes?: number | undefined;
  readonly modesPerMemory?: number | undefined;
}

/** M of a node: memories times modes of each, or that of its kind; undefined if unlimited, or if it has no memory. */
export function totalModes(
  { memory = true, memoryModes, modesPerMemory = 1 }: MemoryEntry,
  kind: NodeKind,
  { hardware }: Pick<Scenario, 'hardware'>,
): number | undefined {
  if (!memory) return undefined;
  return memoryModes === undefined ? hardware?.memoryModes?.[kind] : memoryModes * modesPerMemory;
}

/** T of a waiting half at a node, s; Infinity if it does not age. */
export function coherenceAt({ hardware }: Pick<Scenario, 'hardware'>, node: string, kind: NodeKind): number {
  const stated = hardware?.coherenceSeconds;
  if (stated === undefined) return Number.POSITIVE_INFINITY;
  if (typeof stated === 'number') return stated;
  const own = stated.nodes?.find((entry) => entry.node === node);
  return own?.coherenceSeconds ?? stated.kinds?.[kind] ?? Number.POSITIVE_INFINITY;
}
