import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { demandPath } from '../../web/model/demand-path.ts';
import { pairStocks } from '../../web/model/pair-stocks.ts';
import { drawPairStocks } from '../../web/model/stock-drawing.ts';
import { timelineRows } from '../../web/model/timeline.ts';
import { drawTimeline } from '../../web/model/timeline-drawing.ts';
import { highestUse, usageOf } from '../../web/model/usage.ts';
import { fixture } from '../report/fixture.ts';

const route = (
  demand: string,
  slot: number,
  nodes: string[],
  hops: RunRecord['links'][number]['id'][] | object[],
  rate: number,
) => ({
  demand,
  slot,
  path: JSON.stringify(hops),
  nodes,
  hops: hops.map((hop) => (typeof hop === 'string' ? { link: hop } : hop)) as { link: string }[],
  rate,
  rateCap: rate,
  cost: 2,
  fidelity: 0.9,
  deliveredFidelity: 0.9,
});

/** a – s – b by satellite, a – b by fibre, and a store between a and s that fills over a platform. */
const record: RunRecord = {
  ...fixture,
  horizon: { slots: 4, slotSeconds: 10, start: null },
  nodes: [
    { id: 'a', kind: 'ground' },
    { id: 'b', kind: 'ground' },
    { id: 's', kind: 'satellite' },
    { id: 'h', kind: 'aerial' },
  ],
  links: [
    { id: 'a~s', ends: ['a', 's'], class: 'S2G' },
    { id: 's~b', ends: ['s', 'b'], class: 'S2G' },
    { id: 'a~b', ends: ['a', 'b'], class: 'G2G' },
    { id: 'a~h', ends: ['a', 'h'], class: 'A2G' },
    { id: 'h~s', ends: ['h', 's'], class: 'S2A' },
  ],
  demands: [{ ...fixture.demands[0]!, demand: 'k', idleSlots: [{ slot: 0, reasons: ['no contact'] }] }],
  storage: [
    { node: 'a', capacity: 100, pairs: [0, 0, 50, 0, 0] },
    { node: 's', capacity: 80, pairs: [0, 0, 50, 0, 0] },
  ],
  plan: {
    routes: [
      route('k', 1, ['a', 's', 'b'], ['a~s', 's~b'], 3),
      route('k', 2, ['a', 's', 'b'], [{ pair: 'a~s', subPath: 'a~h+h~s' }, 's~b'], 2.5),
      route('k', 3, ['a', 'b'], ['a~b'], 1),
    ],
    subPaths: [
      { pair: 'a~s', id: 'a~h+h~s', nodes: ['a', 'h', 's'], hops: [{ link: 'a~h' }, { link: 'h~s' }] },
    ],
    fills: [{ pair: 'a~s', subPath: 'a~h+h~s', slot: 1, rate: 5 }],
    stocks: [
      { pair: 'a~s', subPath: 'a~h+h~s', pairs: [0, 0, 50, 0, 0] },
      { pair: 'a~b', subPath: 'a~b', pairs: [0, 0, 0, 0, 0] },
    ],
  },
};

describe('how the studio shows a run record', () => {
  it('shows when and how a demand is served, and through which nodes', () => {
    const [row] = timelineRows(record);
    expect(row!.rates).toEqual([0, 3, 2.5, 1]);
    expect(
      row!.stretches.map(({ from, to, means, through, idle }) => [from, to, means, through, idle]),
    ).toEqual([
      [0, 1, null, [], 'no contact'],
      [1, 2, 'satellite', ['s'], null],
      [2, 3, 'stored', ['s', 'h'], null],
      [3, 4, 'ground', [], null],
    ]);
  });

  it('counts base pairs on links: y·g of routes, and for fills what swaps lose', () => {
    const usage = usageOf(record, 0.5);
    expect(usage.map((slot) => Object.fromEntries(slot))).toEqual([
      {},
      { 'a~s': 6, 's~b': 6, 'a~h': 10, 'h~s': 10 },
      { 's~b': 5 },
      { 'a~b': 2 },
    ]);
    expect(highestUse(usage)).toBe(10);
    expect(usageOf({ ...record, plan: null }, 1)).toHaveLength(4);
  });

  it('follows a path hop by hop, and says how a stock was filled', () => {
    expect(demandPath(record.plan, 'k', 2)).toEqual([
      { from: 'a', to: 's', link: null, virtual: true, filledAlong: ['a', 'h', 's'] },
      { from: 's', to: 'b', link: 's~b', virtual: false, filledAlong: null },
    ]);
    expect(demandPath(record.plan, 'k', 0)).toEqual([]);
  });

  it('sums stocks by storage pair, against the smaller memory of the two', () => {
    expect(pairStocks(record)).toEqual([{ pair: 'a~s', capacity: 80, pairs: [0, 0, 50, 0, 0], peak: 50 }]);
    expect(pairStocks({ ...record, plan: null })).toEqual([]);
  });

  it('draws the timeline and the stocks of pairs as well-formed SVG for download', () => {
    const timeline = drawTimeline({ ...record, demands: [{ ...record.demands[0]!, demand: 'k' }] });
    const stocks = drawPairStocks(record);
    for (const { svg } of [timeline, stocks]) expect(XMLValidator.validate(svg)).toBe(true);
    // Slots are (760 − 210 − 12)/4 = 134.5 wide; the row is 38 high from 12, and 3 pairs/s are 0.94 of it.
    expect(timeline.svg).toContain('d="M344.5 50L344.5 14.28L479 14.28L479 50Z"');
    expect(timeline.svg).toContain('Height: rate, up to 3.00 pairs/s');
    // 50 of 80 pairs at the beginning of slot 3: 50 − 38 · 0.96 · 50/80.
    expect(stocks.svg).toContain('L479 27.2L');
    expect(stocks.svg).toContain('at most 50 of 80 pairs');
  });
});
