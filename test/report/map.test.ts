import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../src/domain/run-record.ts';
import { map } from '../../src/report/figures/map.ts';
import { coasts, globeAround, graticule } from '../../src/report/globe.ts';
import { fullestMoment } from '../../src/report/map-moment.ts';
import { scenarioOf } from '../orbit/setting.ts';
import { fixture, infeasible } from './fixture.ts';

const satellite = (id: string, argumentOfLatitudeDeg: number) => ({
  circular: { id, altitudeKm: 600, inclinationDeg: 60, raanDeg: 0, argumentOfLatitudeDeg },
});
const document = scenarioOf({
  horizon: { slots: 10, slotSeconds: 20, start: '2026-03-20T18:00:00Z' },
  stations: [
    { id: 'bern', latitudeDeg: 46.9, longitudeDeg: 7.4 },
    { id: 'lyon', latitudeDeg: 45.8, longitudeDeg: 4.8 },
    { id: 'oslo', latitudeDeg: 59.9, longitudeDeg: 10.8 },
    { id: 'turin', latitudeDeg: 45.1, longitudeDeg: 7.7 },
  ],
  platforms: [{ id: 'hap-1', latitudeDeg: 46, longitudeDeg: 7, altitudeM: 20_000 }],
  satellites: [satellite('sat-1', 50), satellite('sat-2', 60)],
  demands: [{ source: 'bern', destination: 'oslo' }],
});
const placed: RunRecord = { ...fixture, scenario: { ...fixture.scenario, document } };

const draw = (record: RunRecord, width = 760) => map.draw(record, width, 'network-map');
const count = (text: string, part: string) => text.split(part).length - 1;

describe('the fullest moment', () => {
  it('is the slot in which most is delivered, with the links that carry pairs', () => {
    // Slot 8: 404.5 + 180 + 60 + 12 · 7.
    const moment = fullestMoment(fixture)!;
    expect([moment.slot, moment.rate]).toEqual([7, 728.5]);
    expect(moment.links.map(({ nodes }) => nodes.join('~'))).toEqual([
      'bern~sat-1',
      'oslo~sat-1',
      'oslo~sat-2',
      'sat-2~turin',
      'bern~lyon',
      'lyon~turin',
    ]);
    expect(moment.links.every(({ fillsOnly }) => !fillsOnly)).toBe(true);
    expect(fullestMoment(infeasible)).toBeNull();
  });

  /** The same run, in which another link than `bern~sat-1` carries in slot 3. */
  const carriedIn3 = (link: RunRecord['links'][number]): RunRecord => {
    const routes = fixture
      .plan!.routes.filter(({ slot }) => slot === 2)
      .map((route) => ({
        ...route,
        hops: route.hops.map((hop) => ('link' in hop && hop.link === 'bern~sat-1' ? { link: link.id } : hop)),
      }));
    return {
      ...fixture,
      links: fixture.links.map((one) => (one.id === 'bern~sat-1' ? link : one)),
      plan: { ...fixture.plan!, routes },
    };
  };

  it('knows links that only fill a memory', () => {
    const moment = fullestMoment(carriedIn3({ id: 'bern~sat-1', ends: ['bern', 'sat-1'], class: 'S2G' }))!;
    expect(moment.slot).toBe(2);
    expect(moment.links).toContainEqual({ nodes: ['hap-1', 'sat-1'], class: 'S2A', fillsOnly: true });
  });

  it.each([
    'bern~oslo@sat-2',
    // A stated link has the plain name.
    'bern~oslo@sat-2#2',
    'bern~oslo@sat-2#13',
  ])('draws both arms of the dual downlink %s', (id) => {
    const { links } = fullestMoment(carriedIn3({ id, ends: ['bern', 'oslo'], class: 'S2G' }))!;
    expect(links).toContainEqual({ nodes: ['bern', 'sat-2', 'oslo'], class: 'S2G', fillsOnly: false });
  });

  it('tells a platform with a number in its name from one whose link is the second of its name', () => {
    const record = carriedIn3({ id: 'bern~oslo@sat-2#2', ends: ['bern', 'oslo'], class: 'S2G' });
    const { links } = fullestMoment({
      ...record,
      nodes: [...record.nodes, { id: 'sat-2#2', kind: 'satellite' }],
    })!;
    expect(links).toContainEqual({ nodes: ['bern', 'sat-2#2', 'oslo'], class: 'S2G', fillsOnly: false });
  });

  it('takes a stated link with the name of a dual downlink for what it is', () => {
    const { links } = fullestMoment(
      carriedIn3({ id: 'bern~oslo@sat-2', ends: ['bern', 'oslo'], class: 'G2G' }),
    )!;
    expect(links).toContainEqual({ nodes: ['bern', 'oslo'], class: 'G2G', fillsOnly: false });
  });
});

describe('the map of a run', () => {
  it('shows stations, platforms, satellites with their ground tracks, and the links that carry pairs', () => {
    const { svg, caption } = draw(placed)!;
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    const names = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);
    expect(names).toEqual(expect.arrayContaining(['bern', 'oslo', 'sat-1', 'sat-2', 'S2G', 'G2G']));
    expect(names).not.toContain('S2A');
    expect([count(svg, 'stroke-dasharray="1 4"'), count(svg, 'stroke-width="2.6"')]).toEqual([2, 6 + 2]);
    expect(caption).toContain(
      'Slot 8 (2026-03-20 18:02:20 to 18:02:40 UTC), in which most is delivered: 728.50 pairs/s.',
    );
    expect(draw(placed)).toEqual(draw(placed));
    // The outline of the globe, four stations; one platform; two satellites.
    expect([count(svg, '<circle'), count(svg, 'l5 8.5h-10Z'), count(svg, 'width="8"')]).toEqual([5, 1, 2]);
  });

  it('keeps all nodes and names inside of the picture, wide or narrow', () => {
    for (const width of [350, 760]) {
      const { svg } = draw(placed, width)!;
      const at = [...svg.matchAll(/<(?:circle c|text )x="([\d.-]+)" c?y="([\d.-]+)"(?: r="[34])?/g)];
      expect(at.length).toBeGreaterThan(5);
      for (const [, x, y] of at.slice(1)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(width);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(Math.min(440, 0.72 * width) + 26);
      }
    }
  });

  it('is not drawn without a plan, without positions, or without a scenario that can be read', () => {
    expect(draw({ ...infeasible, scenario: placed.scenario })).toBeNull();
    expect(draw(fixture)).toBeNull();
    const nodes = fixture.nodes.map(({ id, kind }) => ({ id, kind }));
    const nowhere = scenarioOf({ horizon: { slots: 10, slotSeconds: 20 }, nodes });
    expect(draw({ ...fixture, scenario: { ...fixture.scenario, document: nowhere } })).toBeNull();
  });

  it('escapes names, and takes the ink of the page', () => {
    const spoilt = JSON.parse(JSON.stringify(placed).replaceAll('bern', '<b>&')) as RunRecord;
    const { svg } = draw(spoilt)!;
    expect(svg).toContain('&lt;b&gt;&amp;');
    expect(svg).not.toContain('<b>');
    for (const [, ink] of svg.matchAll(/<text[^>]* fill="([^"]*)"/g)) expect(ink).toBe('currentColor');
  });

  it('has a table of the links', () => {
    expect(map.table(placed).rows).toContainEqual(['bern – sat-1', 'S2G', 'a demand']);
    expect(map.table(infeasible).rows).toEqual([]);
  });
});

describe('a globe', () => {
  const globe = globeAround(
    [
      [0, 0],
      [60, 0],
    ],
    400,
    300,
    50,
  );

  it('has all places inside of the margin, around the middle', () => {
    // From 30° east: both lie half a radius from the middle, which is 150 pixels.
    expect(globe.scale).toBeCloseTo(300, 9);
    expect(globe.spot([30, 0])).toMatchObject({
      x: expect.closeTo(200, 9),
      y: expect.closeTo(150, 9),
      hidden: false,
    });
    expect(globe.spot([0, 0]).x).toBeCloseTo(50, 9);
    expect(globe.spot([30, 30]).y).toBeCloseTo(0, 9);
    expect(globe.spot([-150, 0]).hidden).toBe(true);
  });

  it('draws lines only on its near side and in the picture', () => {
    expect(
      globe.line([
        [-150, 0],
        [-140, 5],
      ]),
    ).toBe('');
    expect(
      globe.line([
        [30, 80],
        [30, 85],
      ]),
    ).toBe('M200 -145.4L200 -148.9');
    expect(
      globe.line([
        [0, 0],
        [30, 0],
        [-150, 0],
        [60, 0],
        [30, 0],
      ]),
    ).toBe('M50 150L200 150M350 150L200 150');
  });

  it('joins places by the shortest way', () => {
    const arc = globe.arc([0, 40], [60, 40]);
    // Half way, the great circle is farther north than either end: tan φ = tan 40° / cos 30°.
    const highest = Math.min(...[...arc.matchAll(/[ML][\d.-]+ ([\d.-]+)/g)].map((match) => Number(match[1])));
    const latitude = Math.atan(Math.tan((40 * Math.PI) / 180) / Math.cos(Math.PI / 6));
    expect(highest).toBeCloseTo(150 - 300 * Math.sin(latitude), 1);
  });

  it('has coasts and a graticule within the world', () => {
    expect(coasts().length).toBeGreaterThan(100);
    for (const [longitude, latitude] of [...coasts(), ...graticule(15)].flat()) {
      expect(Math.abs(longitude)).toBeLessThanOrEqual(180);
      expect(Math.abs(latitude)).toBeLessThanOrEqual(90);
    }
    // A coast of Africa runs past Dakar.
    const isNear = ([longitude, latitude]: readonly [number, number]) =>
      Math.hypot(longitude + 17.4, latitude - 14.7) < 0.6;
    expect(coasts().flat().some(isNear)).toBe(true);
  });
});
