import { describe, expect, it } from 'vitest';
import { framesPassedAt } from '../../src/simulation/course.ts';
import { playbackOf } from '../../web/model/playback.ts';
import { type Leg, playbackScene, pointAlong } from '../../web/model/playback-scene.ts';
import { INKS } from '../../web/paint/ink.ts';
import { paintPlayback } from '../../web/paint/playback.ts';
import { svgBrush } from '../../web/paint/svg-brush.ts';
import { course, draw, playback, record, steps } from './played.ts';

const PLACES: Readonly<Record<string, readonly [number, number]>> = {
  a: [0, 0],
  h: [50, 0],
  s: [100, 0],
  b: [100, 100],
};
const spotOf = (node: string) => {
  const place = PLACES[node];
  return place ? { x: place[0], y: place[1], hidden: false } : null;
};
const sceneAt = (seconds: number, moves = true, of = playback, spot = spotOf) =>
  playbackScene(of, {
    seconds,
    framesPassed: framesPassedAt(of.course, seconds),
    moves,
    spotOf: spot,
    legOf: ({ nodes }, hop): Leg => ({
      from: spotOf(nodes[hop]!)!,
      to: spotOf(nodes[hop + 1]!)!,
      via: null,
      bow: 0,
    }),
  });

describe('the map of a playback', () => {
  it('moves dots along the paths that carry pairs at the moment, more of them where more pairs move', () => {
    const early = sceneAt(0);
    const users = early.dots.filter(({ isFill }) => !isFill);
    const fills = early.dots.filter(({ isFill }) => isFill);
    expect([users.length, fills.length]).toEqual([9, 9]);
    for (const { x, y } of users) expect(y === 0 || x === 100, `${x}, ${y}`).toBe(true);
    for (const { y } of fills) expect(y).toBe(0);
    expect(sceneAt(5).dots).toEqual([]);
    const first = (seconds: number, moves?: boolean) => sceneAt(seconds, moves).dots[0]!;
    expect(first(0.5)).not.toEqual(first(0));
    expect(first(0.5, false)).toEqual(first(0, false));
  });

  it('fills gauges, and marks where pairs were lost within the last slot', () => {
    const { gauges, losses } = sceneAt(2);
    expect(gauges.map(({ node, level }) => [node, level])).toEqual([
      ['a', 8 / 12],
      ['s', 8 / 40],
    ]);
    const marks = (seconds: number) => sceneAt(seconds).losses.map(({ x, y, pairs }) => [x, y, pairs]);
    expect(losses).toHaveLength(3);
    expect(marks(2)).toEqual([
      [50, 0, 4],
      [100, 0, 3],
      [0, 0, 1],
    ]);
    expect(marks(11)).toEqual(marks(2));
    expect(marks(12)).toEqual([[100, 0, 1]]);
    expect(marks(0)).toEqual([]);
  });

  it('draws as many dots as a path has pairs/s from the beginning of a slot on', () => {
    const [fill, ...others] = [...course.flows].reverse();
    const fine = playbackOf(record, draw, {
      ...course,
      frameCount: 200,
      frameSeconds: 0.1,
      // Four pairs a frame from the second slot on, and as many of a fill in the first one.
      flows: [
        { ...fill!, moved: steps(...Array.from({ length: 100 }, (_, frame) => [frame, 4] as const)) },
        ...others.map((flow) => ({
          ...flow,
          moved: steps(
            ...Array.from({ length: 120 }, (_, frame) => [frame + 80, frame < 20 ? 1 : 4] as const),
          ),
        })),
      ],
    });
    const users = (seconds: number) =>
      sceneAt(seconds, true, fine).dots.filter(({ isFill }) => !isFill).length;
    expect([9, 10, 10.1, 15].map(users)).toEqual([5, 9, 9, 9]);
  });

  it('stays within 300 dots', () => {
    const many = Array.from({ length: 200 }, (_, index) => `r${index}`);
    const routes = many.map((path) => ({ ...record.plan!.routes[0]!, path }));
    const crowded = playbackOf({ ...record, plan: { ...record.plan!, routes } }, draw, {
      ...course,
      flows: many.map((path) => ({ key: `route a~b ${path}`, moved: steps([0, 5]) })),
    });
    const { dots } = sceneAt(0, true, crowded);
    expect(dots.length).toBeGreaterThanOrEqual(200);
    expect(dots.length).toBeLessThanOrEqual(300);
  });

  it('leaves out gauges and crosses of nodes behind the Earth', () => {
    const behind = (node: string) => ({ ...spotOf(node)!, hidden: node === 's' || node === 'h' });
    const { gauges, losses } = sceneAt(2, true, playback, behind);
    expect(gauges.map(({ node }) => node)).toEqual(['a']);
    expect(losses.map(({ pairs }) => pairs)).toEqual([1]);
  });

  it('leaves out what is behind the Earth or has no place', () => {
    const leg: Leg = { from: spotOf('a')!, to: spotOf('s')!, via: null, bow: 0 };
    const hidden: Leg = {
      ...leg,
      from: { x: 0, y: 0, hidden: true },
      to: { x: 100, y: 0, hidden: true },
    };
    expect(pointAlong([leg, hidden], 0.25)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([leg, hidden], 0.75)).toBeNull();
    expect(pointAlong([null, leg], 0.5)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([null], 0.5)).toBeNull();
  });

  it('goes through the platform in the middle of a link', () => {
    const bent: Leg = { from: spotOf('a')!, to: spotOf('b')!, via: spotOf('s')!, bow: 0 };
    expect(pointAlong([bent], 0.25)).toEqual({ x: 50, y: 0 });
    expect(pointAlong([bent], 0.75)).toEqual({ x: 100, y: 50 });
  });

  it('is painted with gauges, crosses, filled dots and hollow ones', () => {
    const brush = svgBrush({ width: 200, height: 200 }, () => 10);
    paintPlayback(brush, { ...sceneAt(0), losses: sceneAt(2).losses }, INKS.light);
    const svg = brush.svg('played');
    const count = (text: string) => svg.split(text).length - 1;
    expect(count(`fill="${INKS.light.path}"`)).toBe(9);
    expect(count(`fill="${INKS.light.sea}"`)).toBe(9);
    // Each gauge is a ground, a level and a frame; each cross two strokes.
    expect(count('fill="#E69F00"')).toBe(2);
    expect(count('stroke-width="1.5"')).toBe(3);
    // 10 of 12 pairs, and 10 of 40, of a height of 18.
    expect(
      [...svg.matchAll(/<path d="M[^"]*v([\d.]+)[^"]*"[^>]*fill="#E69F00"/g)].map(([, height]) => height),
    ).toEqual(['15', '4.5']);
  });
});
