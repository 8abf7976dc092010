import type { RunRecord } from '../../domain/run-record.ts';
import { formatRate, highestOf, NONE } from '../numbers.ts';
import { PALETTE } from '../palette.ts';
import { drawPanels, MOST_PANELS, type Panel, type PanelSeries, stepPoints } from '../panels.ts';
import { type DrawnFigure, type FigureKind, numberColumns } from './figure-kind.ts';

/** One panel per demand; if there are more than twelve, those that get most and the mean of the others. */
export const rates: FigureKind<'rates'> = {
  name: 'rates',
  title: 'Delivered rate of each demand',
  subject: 'delivery',
  draw,
  table({ plan, demands, horizon }) {
    const planned = new Map(plan?.routes.map((route) => [`${route.slot} ${route.demand}`, route.rate]));
    return {
      columns: numberColumns(['slot', ...demands.map(({ demand }) => demand)]),
      rows: Array.from({ length: horizon.slots }, (_, slot) => [
        String(slot + 1),
        ...demands.map(({ demand }) => {
          const rate = planned.get(`${slot} ${demand}`);
          return rate === undefined ? NONE : formatRate(rate);
        }),
      ]),
    };
  },
};

function draw(record: RunRecord, width: number, id: string): DrawnFigure | null {
  const { plan, horizon, demands } = record;
  if (!plan || demands.length === 0) return null;
  const courses = new Map(
    demands.map(({ demand }) => [demand, { direct: zeros(horizon.slots), stored: zeros(horizon.slots) }]),
  );
  for (const { demand, hops, slot, rate } of plan.routes) {
    const course = courses.get(demand);
    if (course) course[hops.some((hop) => 'pair' in hop) ? 'stored' : 'direct'][slot]! += rate;
  }
  const ranked = [...demands].sort((a, b) => b.deliveredPairs - a.deliveredPairs);
  const shown = new Set(
    demands.length > MOST_PANELS
      ? ranked.slice(0, MOST_PANELS - 1).map(({ demand }) => demand)
      : courses.keys(),
  );
  const others = [...courses].filter(([demand]) => !shown.has(demand)).map(([, course]) => course);
  const rows = [...courses].filter(([demand]) => shown.has(demand));
  if (others.length > 0) {
    const mean = (of: 'direct' | 'stored') =>
      zeros(horizon.slots).map(
        (_, slot) => others.reduce((sum, course) => sum + course[of][slot]!, 0) / others.length,
      );
    rows.push([`mean of ${others.length} others`, { direct: mean('direct'), stored: mean('stored') }]);
  }
  const usesStock = plan.routes.some(({ hops }) => hops.some((hop) => 'pair' in hop));
  const panels = rows.map(([title, { direct, stored }]): Panel => {
    const links = area('links only', PALETTE.blue, direct);
    return { title, series: usesStock ? [links, area('links and stock', PALETTE.orange, stored)] : [links] };
  });
  return {
    caption: `Rates after purification${usesStock ? '; orange areas are slots whose path takes pairs out of a memory' : ''}. All panels have the same scale.`,
    svg: drawPanels({
      name: id,
      title: rates.title,
      panels,
      ...horizon,
      unit: 'pairs/s',
      highest: highestOf(rows.flatMap(([, { direct, stored }]) => [...direct, ...stored])),
      width,
    }),
  };
}

const area = (name: string, color: string, course: readonly number[]): PanelSeries => ({
  name,
  color,
  look: 'area',
  course: 'steps',
  points: stepPoints(course),
});
const zeros = (length: number): number[] => new Array<number>(length).fill(0);
