import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Writes bench/results/NAME.json with the command that made it (bench/SCRIPT.ts) and the machine that it ran on. */
export async function writeResult(name: string, result: object, script = name, isTold = true): Promise<void> {
  const directory = new URL('results/', import.meta.url);
  await mkdir(directory, { recursive: true });
  const record = {
    command: `node --import tsx bench/${script}.ts ${process.argv.slice(2).join(' ')}`.trim(),
    machine: {
      node: process.version,
      processors: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
    ...result,
  };
  await writeFile(new URL(`${name}.json`, directory), `${JSON.stringify(record, null, 2)}\n`);
  if (isTold) console.log(JSON.stringify('summary' in result ? result.summary : result, null, 2));
}
