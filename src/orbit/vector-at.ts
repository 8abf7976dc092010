import type { Vector } from './frames.ts';

/** The vector of a node in a list of three values per node. */
export function vectorAt(values: Float32Array | Float64Array, node: number): Vector {
  const at = 3 * node;
  return [values[at]!, values[at + 1]!, values[at + 2]!];
}
