import type { Topology } from '../domain/network.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Layout, offsetsOf } from './layout.ts';
import { resolveStorage } from './resolve-storage.ts';

export interface ProblemSize {
  readonly storagePairs: number;
  /** Upper bound on the columns x, y, y_n and z, as if every slot listed its own paths. */
  readonly columns: number;
  /** Expected memory of catalogue and program. */
  readonly bytes: number;
}

/** Objects of the catalogue, names and entries of the program, and the solver's copy, per column. */
const BYTES_PER_COLUMN = 1500;

/**
 * The memory that catalogue and program take if slots have little in common, before any path is searched.
 * @param topology of all slots; with only the first slots, the estimate can be too low, since nodes that store may be
 * missing
 */
export function estimateProblemSize(scenario: Scenario, topology: Topology): ProblemSize {
  const { realPaths, virtualPaths, subPaths, virtualSubPaths } = scenario.paths;
  const storagePairs = resolveStorage(scenario, topology, []).pairs.length;
  const { slots } = scenario.horizon;
  const columns =
    2 * scenario.demands.length * (realPaths + virtualPaths) * slots +
    2 * storagePairs * (subPaths + virtualSubPaths) * slots;
  return { storagePairs, columns, bytes: columns * BYTES_PER_COLUMN };
}

/**
 * The memory that the program over all slots takes, once the catalogue is known: every sub-path has a stock in every
 * slot, which outnumbers everything else over a long horizon.
 */
export function programSize(layout: Layout): Pick<ProblemSize, 'columns' | 'bytes'> {
  const columns = offsetsOf(layout, true).count;
  return { columns, bytes: columns * BYTES_PER_COLUMN };
}
