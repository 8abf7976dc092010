/**
 * Runs methods side by side on a family of instances. Each run is its own process with the same solving time, and the
 * whole trajectory of both bounds is kept. Runs go two at a time, since each computes on one processor. Every outcome is
 * written as it comes, and runs that are already in the results are skipped, so an interrupted bench continues;
 * `--fresh` starts again.
 *
 * `node --import tsx bench/scale.ts FAMILY [methods, comma-separated] [seeds] [--fresh]`
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { compiled } from './compiled.ts';
import { FAMILIES, type FamilyName } from './families.ts';
import { writeGapFigure } from './gap-figure.ts';
import { median, writeResult } from './results.ts';
import { METHODS, type MethodLabel, methodOf, type Outcome } from './scale-methods.ts';

const execute = promisify(execFile);
const words = process.argv.slice(2).filter((word) => word !== '--fresh');
const family = (words[0] ?? 'metro') as FamilyName;
const labels = (words[1]?.split(',') ?? Object.keys(METHODS)) as MethodLabel[];
const seeds = seedsOf(words[2] ?? '1-5');
const { timeLimitSeconds } = FAMILIES[family];
const script = await compiled('scale-run.ts');

const results = new URL(`results/scale-${family}.json`, import.meta.url);
const outcomes: Outcome[] =
  existsSync(results) && !process.argv.includes('--fresh')
    ? JSON.parse(readFileSync(results, 'utf8')).outcomes
    : [];

interface Job {
  readonly label: MethodLabel;
  readonly seed: number;
}
const jobs = seeds
  .flatMap((seed) => labels.map((label): Job => ({ label, seed })))
  .filter(({ label }) => isThere(methodOf(label).executable))
  .filter(({ label, seed }) => !outcomes.some((known) => known.method === label && known.seed === seed));
await Promise.all([drain(), drain()]);
// Draw the figure again even if there was nothing to run.
if (outcomes.length > 0) await write();

async function drain(): Promise<void> {
  for (let job = jobs.shift(); job; job = jobs.shift()) await run(job);
}

async function run({ label, seed }: Job): Promise<void> {
  const seconds = methodOf(label).seconds ?? timeLimitSeconds;
  const outcome = await execute(
    process.execPath,
    ['--max-old-space-size=3500', script, family, label, String(seed), String(seconds)],
    { maxBuffer: 2 ** 28 },
  ).then(
    ({ stdout }) => JSON.parse(stdout) as Outcome,
    (error: Error) => {
      console.error(`${family} seed ${seed} ${label} failed: ${error.message}`);
      process.exitCode = 1;
    },
  );
  // Leave it out of the results, so that it runs again next time.
  if (!outcome) return;
  outcomes.push(outcome);
  const { incumbentPairs, boundPairs, gap, status, certificate, backAfterSeconds, load } = outcome;
  console.log(
    `${family} seed ${seed} ${label}: ${incumbentPairs?.toFixed(1)} / ${boundPairs?.toFixed(1)}, gap ${percent(gap)}, ${status}, ${certificate}, back after ${backAfterSeconds.toFixed(1)} s, load ${load.toFixed(1)}`,
  );
  await write();
}

async function write(): Promise<void> {
  const order = Object.keys(METHODS);
  outcomes.sort((a, b) => order.indexOf(a.method) - order.indexOf(b.method) || a.seed - b.seed);
  const summary = Object.fromEntries(
    order.flatMap((label) => {
      const own = outcomes.filter(({ method }) => method === label);
      if (own.length === 0) return [];
      return [
        [
          label,
          {
            seeds: own.length,
            limitSeconds: own[0]!.limitSeconds,
            proved: own.filter(({ status }) => status === 'optimal').length,
            medianGap: median(own.map(({ gap }) => gap ?? 1)),
            medianIncumbentPairs: median(own.map(({ incumbentPairs }) => incumbentPairs ?? 0)),
            medianBackAfterSeconds: median(own.map(({ backAfterSeconds }) => backAfterSeconds)),
            mostMemoryMiB: Math.max(...own.map(({ peakMemoryMiB }) => peakMemoryMiB)),
          },
        ],
      ];
    }),
  );
  await writeResult(`scale-${family}`, { family, timeLimitSeconds, summary, outcomes }, 'scale', false);
  const drawn = outcomes.filter(({ method }) => !method.startsWith('auto-'));
  const span = Math.max(timeLimitSeconds, ...drawn.map(({ limitSeconds }) => limitSeconds));
  if (drawn.length > 0) await writeGapFigure(family, span, drawn);
}

function isThere(executable: string | undefined): boolean {
  if (executable === undefined) return true;
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, executable)));
}

/** `1-5`, or `504,1251`. */
function seedsOf(range: string): number[] {
  if (range.includes(',')) return range.split(',').map(Number);
  const [first, last] = range.split('-').map(Number) as [number, number?];
  return Array.from({ length: (last ?? first) - first + 1 }, (_, i) => first + i);
}

function percent(ratio: number | null): string {
  return ratio === null ? '–' : `${(100 * ratio).toFixed(4)} %`;
}
