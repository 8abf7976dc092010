/** Reads a QUBO in coordinate format, with nothing of the code that writes it. */
export function fromCoo(text: string): {
  readonly size: number;
  readonly entries: readonly (readonly [number, number, number])[];
  readonly constant: number;
  readonly total: number;
} {
  const lines = text.split('\n').filter((line) => line !== '');
  const head = lines.find((line) => line.startsWith('p '))!.split(' ');
  const entries = lines
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(' ').map(Number) as [number, number, number]);
  const diagonal = entries.filter(([i, j]) => i === j).length;
  if (head.slice(0, 3).join(' ') !== 'p qubo 0') throw new Error(`no head: ${head.join(' ')}`);
  if (Number(head[4]) !== diagonal || Number(head[5]) !== entries.length - diagonal) {
    throw new Error('the head counts otherwise');
  }
  if (entries.some(([i, j]) => i > j || j >= Number(head[3]))) throw new Error('an entry is out of place');
  const constant = Number(/^c constant (\S+)$/m.exec(text)![1]);
  const total = entries.reduce((sum, [, , value]) => sum + Math.abs(value), Math.abs(constant));
  return { size: Number(head[3]), entries, constant, total };
}

export const energyFrom = (
  { entries, constant }: Pick<ReturnType<typeof fromCoo>, 'entries' | 'constant'>,
  bits: ArrayLike<number>,
): number => entries.reduce((sum, [i, j, value]) => sum + value * bits[i]! * bits[j]!, constant);
