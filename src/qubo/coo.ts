import type { Qubo } from './qubo.ts';

/**
 * A QUBO in coordinate format, as qbsolv reads it: `p qubo 0 N n m`, then n lines `i i value`, then m lines `i j value`
 * with i < j. The format has no place for a constant, so it is in a comment.
 * @param facts further comments, `c name value`
 */
export function formatCoo(qubo: Qubo, facts: Readonly<Record<string, number>> = {}): string {
  const { constant, linear, couplers } = qubo;
  const lines: string[] = [];
  for (const [name, value] of Object.entries({ constant, ...facts })) lines.push(`c ${name} ${value}`);
  const diagonal: string[] = [];
  linear.forEach((value, bit) => {
    if (value !== 0) diagonal.push(`${bit} ${bit} ${value}`);
  });
  lines.push(`p qubo 0 ${linear.length} ${diagonal.length} ${couplers.weight.length}`, ...diagonal);
  couplers.weight.forEach((value, index) => {
    lines.push(`${couplers.first[index]} ${couplers.second[index]} ${value}`);
  });
  return `${lines.join('\n')}\n`;
}
