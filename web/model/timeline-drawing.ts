import type { RunRecord } from '../../src/domain/run-record.ts';
import { formatRate, highestOf } from '../../src/report/numbers.ts';
import { PALETTE } from '../../src/report/palette.ts';
import { type Drawing, drawRows } from './row-chart.ts';
import { MEANS_WORDS, type Means, timelineRows } from './timeline.ts';

const COLOURS: Readonly<Record<Means, string>> = {
  satellite: PALETTE.blue,
  aerial: PALETTE.green,
  ground: '#8A9199',
  stored: PALETTE.orange,
};

/** The timeline for paper: by what each demand is served when, and how high its rate is. */
export function drawTimeline(record: RunRecord): Drawing {
  const rows = timelineRows(record);
  const highest = highestOf(rows.flatMap(({ rates }) => rates));
  const present = new Set(rows.flatMap(({ stretches }) => stretches.map(({ means }) => means)));
  return drawRows({
    name: 'timeline',
    title: 'What serves each demand in each slot',
    rows: rows.map(({ demand, stretches, rates }) => ({
      label: demand,
      detail: '',
      level: null,
      areas: stretches.flatMap(({ from, to, means }) =>
        means === null
          ? []
          : [{ color: COLOURS[means], points: steps(from, to, (slot) => barHeight(rates[slot]!, highest)) }],
      ),
    })),
    slots: record.horizon.slots,
    slotSeconds: record.horizon.slotSeconds,
    key: (Object.keys(COLOURS) as Means[])
      .filter((means) => present.has(means))
      .map((means) => ({ color: COLOURS[means], label: MEANS_WORDS[means] })),
    remark: highest > 0 ? `Height: rate, up to ${formatRate(highest)} pairs/s` : '',
  });
}

/** Share of the row's height; a low rate is still to be seen. */
export const barHeight = (rate: number, highest: number): number =>
  Math.max(0.12, 0.94 * (highest > 0 ? rate / highest : 0));

const steps = (from: number, to: number, height: (slot: number) => number): [number, number][] => [
  [from, 0],
  ...Array.from({ length: to - from }, (_, index): [number, number][] => [
    [from + index, height(from + index)],
    [from + index + 1, height(from + index)],
  ]).flat(),
  [to, 0],
];
