import { describe, expect, it } from 'vitest';
import type { PlannedWindow } from '../../src/domain/contact-window.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { contactWindows } from '../../src/orbit/contact-windows.ts';
import { plannedWindows } from '../../src/orbit/planned-windows.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';
import { noon, platform, second, stations } from './hap-pair.ts';
import { MICIUS, scenarioOf } from './setting.ts';

const NO_PLAN: Plan = { routes: [], subPaths: [], fills: [], stocks: [] };

function planned(scenario: Scenario, plan: Partial<Plan> = {}): PlannedWindow[] {
  const use = plannedWindows(scenario, buildTopology(scenario), { ...NO_PLAN, ...plan });
  return [...contactWindows(scenario).windows()].map(use);
}

const route = (
  slot: number,
  links: readonly string[],
  rate: number,
  cost: number,
): Plan['routes'][number] => ({
  demand: 'a~b',
  slot,
  path: 'p',
  nodes: [],
  hops: links.map((link) => ({ link })),
  rate,
  rateCap: rate,
  cost,
  fidelity: 0.9,
  deliveredFidelity: 0.9,
});

describe('a plan over stated links', () => {
  const scenario = scenarioOf({
    horizon: { slots: 4, slotSeconds: 10 },
    nodes: [{ id: 's', kind: 'satellite' }],
    links: [
      { id: 'up', ends: ['a', 's'], capacity: [100, 100, 0, 100], fidelity: [0.9, 0.9, 0.9, 0.4] },
      { id: 'down', ends: ['s', 'b'], capacity: 100, fidelity: 0.9 },
      { id: 'poor', ends: ['s', 'b'], capacity: [0, 1, 1, 0], fidelity: 0.5 },
      { id: 'rest', ends: ['s', 'b'], capacity: 1, fidelity: [0.5, 0.5, 0.51, 0.5] },
    ],
    gates: { swapSuccess: 0.5 },
  } as never);

  it('takes from a link what its routes and fills cost there, window by window', () => {
    const windows = planned(scenario, {
      // 3 pairs/s at 2 base pairs each for 10 s.
      routes: [route(0, ['up', 'down'], 3, 2), route(1, ['up', 'down'], 1, 1)],
      subPaths: [
        { pair: 'a~b', id: 'one', nodes: [], hops: [{ link: 'down' }] },
        { pair: 'a~b', id: 'two', nodes: [], hops: [{ link: 'up' }, { link: 'down' }] },
      ],
      fills: [
        { pair: 'a~b', subPath: 'one', slot: 3, rate: 5 },
        // Half of the swaps succeed.
        { pair: 'a~b', subPath: 'two', slot: 1, rate: 7 },
      ],
    });
    expect(
      windows.map(({ link, use, pairs, usedSlots, linkSlots, limits }) => ({
        link,
        use,
        pairs,
        usedSlots,
        linkSlots,
        limits,
      })),
    ).toEqual([
      { link: 'up', use: 'used', pairs: 60 + 10 + 140, usedSlots: 2, linkSlots: 2, limits: [] },
      { link: 'up', use: 'low fidelity', pairs: 0, usedSlots: 0, linkSlots: 1, limits: [] },
      { link: 'down', use: 'used', pairs: 60 + 10 + 140 + 50, usedSlots: 3, linkSlots: 4, limits: [] },
      { link: 'poor', use: 'low fidelity', pairs: 0, usedSlots: 0, linkSlots: 2, limits: [] },
      { link: 'rest', use: 'unused', pairs: 0, usedSlots: 0, linkSlots: 4, limits: [] },
    ]);
  });
});

describe('windows without a link', () => {
  it('say what keeps it away: terminals and daylight', () => {
    // Both platforms see both stations.
    const scenario = scenarioOf({
      horizon: noon,
      pointing: 'strongest-first',
      stations: stations.map((station) => ({ ...station, maximumTerminals: 1 })),
      platforms: [platform, second],
    } as never);
    const uses = planned(scenario).map((window) => [window.first, window.second, window.use, window.limits]);
    // A platform is closer to the station below it.
    expect(uses).toEqual([
      ['h', 'i', 'unused', []],
      ['h', 'a', 'unused', []],
      ['h', 'b', 'no link', ['terminal']],
      ['i', 'a', 'no link', ['terminal']],
      ['i', 'b', 'unused', []],
    ]);
    const closed = { ...scenario, linkClasses: { ...scenario.linkClasses, A2G: { nightOnly: true } } };
    expect(planned(closed as Scenario).map(({ use, limits }) => [use, limits])).toEqual([
      ['unused', []],
      ...Array.from({ length: 4 }, () => ['no link', ['daylight']]),
    ]);
  });

  const pass = (slots: number, slotSeconds: number, memory: boolean, acquisitionSeconds = 0) =>
    scenarioOf({
      horizon: { slots, slotSeconds, start: '2016-12-21T17:40:00Z' },
      satellites: [{ tle: { text: MICIUS }, memory }],
      stations: [
        { id: 'a', latitudeDeg: 37.379008, longitudeDeg: 97.726947 },
        { id: 'b', latitudeDeg: 26.694, longitudeDeg: 100.029 },
      ],
      linkClasses: { S2G: { acquisitionSeconds } },
    } as never);

  it('say if no whole slot fits', () => {
    // From 53 s to 483 s, and from 215 s to 640 s.
    const fates = planned(pass(3, 300, true)).map(({ use, linkSlots }) => [use, linkSlots]);
    expect(fates).toEqual([
      ['no whole slot', 0],
      ['unused', 1],
    ]);
    expect(planned(pass(1, 540, true)).map(({ use }) => use)).toEqual(['no whole slot', 'no whole slot']);
  });

  it('say if acquisition lasts too long, in the slots where it does', () => {
    const [window] = planned(pass(54, 10, true, 35));
    expect(window).toMatchObject({ use: 'unused', limits: ['acquisition'] });
    expect(window!.linkSlots).toBe(42 - 3);
    const [never] = planned(pass(54, 10, true, 1000));
    expect(never).toMatchObject({ use: 'no link', linkSlots: 0, limits: ['acquisition'] });
  });

  it('tell arms from the links through them', () => {
    const scenario = pass(54, 10, false);
    const [one, other, dual] = planned(scenario, { routes: [route(30, ['a~b@QSS (MOZI)'], 2, 1)] });
    for (const arm of [one, other])
      expect(arm).toMatchObject({ use: 'no memory', pairs: 0, linkSlots: 0, limits: [] });
    expect(dual).toMatchObject({ use: 'used', pairs: 20, usedSlots: 1 });
    expect(dual!.linkSlots).toBe(26);
  });
});
