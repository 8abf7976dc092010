/** HiGHS needs indices in strictly ascending order; if several changes have the same index, the last one counts. */
export function ascending(indices: Int32Array): { indices: Int32Array; order: Int32Array } {
  const last = new Map<number, number>();
  indices.forEach((index, position) => {
    last.set(index, position);
  });
  const sorted = Int32Array.from(last.keys()).sort();
  return { indices: sorted, order: sorted.map((index) => last.get(index)!) };
}

/** The values at these positions. */
export function pick(values: Float64Array, order: Int32Array): Float64Array {
  return Float64Array.from(order, (position) => values[position]!);
}
