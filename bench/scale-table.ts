/** The results of `bench/scale.ts` as tables in Markdown: `node --import tsx bench/scale-table.ts` */
import { existsSync, readFileSync } from 'node:fs';
import { FAMILIES } from './families.ts';
import { median } from './results.ts';
import type { Outcome } from './scale-methods.ts';

const percent = (share: number): string =>
  share < 1e-6 ? '0' : `${(100 * share).toPrecision(share < 0.0995 ? 2 : 3)} %`;
const whole = (value: number): string => Math.round(value).toLocaleString('en-GB');

for (const family of Object.keys(FAMILIES)) {
  const file = new URL(`results/scale-${family}.json`, import.meta.url);
  if (!existsSync(file)) continue;
  const { outcomes } = JSON.parse(readFileSync(file, 'utf8')) as { readonly outcomes: readonly Outcome[] };
  console.log(`\n### ${family}\n`);
  console.log(
    '| method | seeds | limit, s | proved | gap, median (least to most) | plan, pairs | against the monolith’s | bound, pairs | back after, s | MiB |',
  );
  console.log('|---|---|---|---|---|---|---|---|---|---|');
  /** Median over the seeds for which both have a plan. */
  const againstMonolith = (own: readonly Outcome[]): string => {
    const ratios = own.flatMap(({ seed, incumbentPairs }) => {
      const other = outcomes.find((outcome) => outcome.method === 'monolith' && outcome.seed === seed);
      return incumbentPairs && other?.incumbentPairs ? [incumbentPairs / other.incumbentPairs] : [];
    });
    if (ratios.length === 0 || own[0]!.method === 'monolith') return '–';
    const more = 100 * (median(ratios) - 1);
    return `${more < 0 ? '−' : '+'}${Math.abs(more).toPrecision(2)} %`;
  };
  for (const method of new Set(outcomes.map((outcome) => outcome.method))) {
    const own = outcomes.filter((outcome) => outcome.method === method);
    const gaps = own.map(({ gap }) => gap ?? 1).sort((a, b) => a - b);
    const middle = (pick: (outcome: Outcome) => number) => median(own.map(pick));
    const cells = [
      method,
      String(own.length),
      String(own[0]!.limitSeconds),
      String(own.filter(({ status }) => status === 'optimal').length),
      `${percent(median(gaps))} (${percent(gaps[0]!)} to ${percent(gaps.at(-1)!)})`,
      whole(middle(({ incumbentPairs }) => incumbentPairs ?? 0)),
      againstMonolith(own),
      whole(middle(({ boundPairs }) => boundPairs ?? Number.POSITIVE_INFINITY)),
      middle(({ backAfterSeconds }) => backAfterSeconds).toFixed(1),
      whole(Math.max(...own.map(({ peakMemoryMiB }) => peakMemoryMiB))),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
