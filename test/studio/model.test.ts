import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { sampleEphemeris } from '../../src/orbit/ephemeris.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { bowedPoint } from '../../web/model/bow.ts';
import { dragged, fitted, placeAt, projector, scaleBar, zoomed } from '../../web/model/camera.ts';
import { factsOfSlot } from '../../web/model/facts.ts';
import { targetAt } from '../../web/model/hit.ts';
import { layeredLayout } from '../../web/model/layers.ts';
import { positionsAt, ringsAt, sunAt } from '../../web/model/motion.ts';
import { directionOf } from '../../web/model/place.ts';
import { countLinks, type SceneInput, sceneOf } from '../../web/model/scene.ts';
import { formatLink, parseLink, type Shared } from '../../web/model/share-link.ts';
import { svgBrush } from '../../web/paint/svg-brush.ts';

const VIEWPORT = { width: 800, height: 600 };
const camera = { longitudeDeg: 10, latitudeDeg: 40, scale: 300 };
const onGlobe = fc.record({
  longitudeDeg: fc.double({ min: -180, max: 180, noNaN: true }),
  latitudeDeg: fc.double({ min: -80, max: 80, noNaN: true }),
});

describe('the camera', () => {
  it('puts the place that it looks at into the middle, and hides what lies behind', () => {
    const project = projector(camera, VIEWPORT);
    const middle = project(...directionOf(10, 40));
    expect(middle.x).toBeCloseTo(400, 9);
    expect(middle.y).toBeCloseTo(300, 9);
    expect(middle.hidden).toBe(false);
    expect(project(...directionOf(-170, -40)).hidden).toBe(true);
    // A satellite beyond the limb is seen, though on the far side.
    const [x, y, z] = directionOf(10, -50);
    expect(project(1.5 * x, 1.5 * y, 1.5 * z)).toMatchObject({ hidden: false });
    // 1 Earth radius to the north is up by the scale.
    expect(project(...directionOf(10, 130)).y).toBeCloseTo(0, 9);
  });

  it('finds the place at a pixel that it was projected to (seed 5)', () => {
    fc.assert(
      fc.property(onGlobe, onGlobe, (look, place) => {
        const view = { ...look, scale: 250 };
        const spot = projector(view, VIEWPORT)(...directionOf(place.longitudeDeg, place.latitudeDeg));
        const back = placeAt(view, VIEWPORT, spot.x, spot.y);
        if (spot.hidden || back === null) return;
        const again = projector(view, VIEWPORT)(...directionOf(back.longitudeDeg, back.latitudeDeg));
        expect(Math.hypot(again.x - spot.x, again.y - spot.y)).toBeLessThan(1e-6);
      }),
      { seed: 5 },
    );
    expect(placeAt(camera, VIEWPORT, 0, 0)).toBeNull();
  });

  it('shows all places that it is fitted to (seed 6)', () => {
    fc.assert(
      fc.property(
        onGlobe,
        fc.array(
          fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.double({ min: -5, max: 5, noNaN: true })),
          { minLength: 1, maxLength: 8 },
        ),
        (middle, steps) => {
          const places = steps.map(([east, north]) =>
            directionOf(middle.longitudeDeg + east, middle.latitudeDeg + north),
          );
          const project = projector(fitted(places, VIEWPORT), VIEWPORT);
          for (const place of places) {
            const { x, y, hidden } = project(...place);
            expect(hidden).toBe(false);
            expect(x > 0 && x < 800 && y > 0 && y < 600).toBe(true);
          }
        },
      ),
      { seed: 6 },
    );
  });

  it('turns with a drag, stays this side of the poles, and zooms within limits', () => {
    expect(dragged(camera, VIEWPORT, 30, 0).longitudeDeg).toBeLessThan(10);
    expect(dragged(camera, VIEWPORT, 0, 1e6).latitudeDeg).toBe(89);
    expect(
      Math.abs(dragged({ ...camera, longitudeDeg: 179 }, VIEWPORT, -600, 0).longitudeDeg),
    ).toBeLessThanOrEqual(180);
    expect(zoomed(camera, VIEWPORT, 2).scale).toBe(600);
    expect(zoomed(camera, VIEWPORT, 1e12).scale).toBe(2e7);
    expect(zoomed(camera, VIEWPORT, 1e-12).scale).toBeCloseTo(0.6 * 240, 9);
  });

  it('measures with round distances', () => {
    // 300 pixels are 6371 km.
    expect(scaleBar(camera, VIEWPORT)).toEqual({ km: 2000, pixels: (2000 * 300) / 6371 });
    expect(scaleBar({ ...camera, scale: 2e6 }, VIEWPORT).km).toBe(0.2);
  });
});

const SCENARIO = parseScenario(`satqn: 1
horizon: { start: "2026-03-20T12:00:00Z", slots: 4, slotSeconds: 60 }
satellites:
  - walker: { id: w, pattern: delta, altitudeKm: 629, inclinationDeg: 90, total: 6, planes: 2 }
stations:
  - { id: a, latitudeDeg: 0, longitudeDeg: 0 }
  - { id: b, latitudeDeg: 45, longitudeDeg: 10 }
nodes: [ { id: n, kind: ground } ]
links:
  - { ends: [a, b], capacity: 10, fidelity: 0.9 }
  - { ends: [a, n], capacity: 20, fidelity: 0.8 }
demands: [ { source: a, destination: b } ]
`);
const EPHEMERIS = sampleEphemeris(SCENARIO);
const TOPOLOGY = buildTopology(SCENARIO);

describe('motion', () => {
  it('draws stations at their geodetic latitude, and satellites at their height between samples, too', () => {
    const positions = positionsAt(EPHEMERIS, 30);
    const of = (id: string) => {
      const node = EPHEMERIS.nodes.findIndex((one) => one.id === id);
      return [...positions.subarray(3 * node, 3 * node + 3)] as [number, number, number];
    };
    const [x, y, z] = of('b');
    expect((Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI).toBeCloseTo(45, 4);
    expect((Math.atan2(y, x) * 180) / Math.PI).toBeCloseTo(10, 5);
    expect(Math.hypot(...of('w-1-1'))).toBeCloseTo((6378.137 + 629) / 6371, 5);
    expect(of('n').every(Number.isNaN)).toBe(true);
  });

  it('has the Sun over the equator at an equinox, in the south at noon of Greenwich', () => {
    const sun = sunAt(EPHEMERIS, 0)!;
    expect(Math.hypot(...sun)).toBeCloseTo(1, 9);
    expect(sun[0]).toBeGreaterThan(0.99);
    expect(Math.abs(sun[2])).toBeLessThan(0.02);
  });

  it('draws each orbital plane once', () => {
    const rings = ringsAt(EPHEMERIS, 100);
    expect(rings).toHaveLength(2);
    // Polar orbits: the axis lies in the plane of the equator.
    for (const { axis, radius } of rings) {
      expect(axis[2]).toBeCloseTo(0, 3);
      expect(radius).toBeCloseTo((6378.137 + 629) / 6371, 4);
    }
  });
});

const inputOf = (changes: Partial<SceneInput>): SceneInput => ({
  nodes: EPHEMERIS.nodes,
  topology: TOPOLOGY,
  plan: null,
  slot: 0,
  demand: null,
  used: new Map(),
  highestUse: 0,
  classes: new Set(['G2G']),
  memories: new Set(['a']),
  highlight: { hovered: null, selected: null },
  place: (node) => ({ x: 100 * node, y: 50, hidden: false }),
  bow: () => 0,
  ...changes,
});
const index = (id: string) => EPHEMERIS.nodes.findIndex((node) => node.id === id);

describe('the scene', () => {
  it('holds the links of the slot in the classes asked for, used ones last and wider', () => {
    const scene = sceneOf(inputOf({ used: new Map([['a~b', 8]]), highestUse: 8 }));
    expect(scene.links.map(({ link, used }) => [TOPOLOGY.links[link]!.id, used])).toEqual([
      ['a~n', false],
      ['a~b', true],
    ]);
    expect(scene.links[1]!.width).toBeGreaterThan(2 * scene.links[0]!.width);
    expect(sceneOf(inputOf({ classes: new Set() })).links).toEqual([]);
    expect(scene.nodes.find(({ id }) => id === 'a')!.stores).toBe(true);
  });

  it('shows a path hop by hop, virtual links apart', () => {
    const route = {
      demand: 'k',
      slot: 1,
      path: 'p',
      nodes: ['a', 'n', 'b'],
      rate: 1,
      rateCap: 1,
      cost: 1,
      fidelity: 1,
      deliveredFidelity: 1,
    };
    const plan = {
      routes: [{ ...route, hops: [{ link: 'a~n' }, { pair: 'n~b', subPath: 's' }] }],
      subPaths: [],
      fills: [],
      stocks: [],
    };
    const scene = sceneOf(inputOf({ plan, demand: 'k', slot: 1 }));
    expect(scene.path.map(({ virtual }) => virtual)).toEqual([false, true]);
    expect(
      scene.nodes
        .filter(({ onPath }) => onPath)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['a', 'b', 'n']);
    expect(sceneOf(inputOf({ plan, demand: 'k', slot: 0 })).path).toEqual([]);
  });

  it('draws at most 1,500 links of a slot, and counts them all', () => {
    const pairs = Array.from({ length: 60 }, (_, a) => Array.from({ length: a }, (_, b) => [a, b])).flat();
    const links = pairs.map(([a, b]) => ({
      ...TOPOLOGY.links[0]!,
      id: `${a}~${b}`,
      ends: ['a', 'b'] as const,
    }));
    const contacts = {
      link: Uint32Array.from(pairs.keys()),
      capacity: Float64Array.from(pairs.keys(), (link) => link + 1),
      fidelity: new Float64Array(pairs.length).fill(1),
    };
    const topology = { ...TOPOLOGY, links, slots: [contacts] } as unknown as typeof TOPOLOGY;
    const classes = new Set([links[0]!.class]);
    expect(countLinks(topology, 0, classes)).toEqual({ present: 1770, drawn: 1500 });
    expect(countLinks(topology, 0, new Set())).toEqual({ present: 0, drawn: 0 });
    // The weakest is drawn where it is used; otherwise the strongest are.
    const drawn = sceneOf(inputOf({ topology, classes, used: new Map([['1~0', 1]]), highestUse: 1 })).links;
    expect(drawn).toHaveLength(1500);
    expect(
      drawn
        .map(({ link }) => link)
        .sort((a, b) => a - b)
        .slice(0, 2),
    ).toEqual([0, 271]);
  });

  it('leaves out nodes without a place, and links to them', () => {
    const scene = sceneOf(
      inputOf({ place: (node) => (node === index('n') ? null : { x: 0, y: 0, hidden: false }) }),
    );
    expect(scene.nodes.some(({ id }) => id === 'n')).toBe(false);
    expect(scene.links.map(({ link }) => TOPOLOGY.links[link]!.id)).toEqual(['a~b']);
  });

  it('prefers a node to a link under the pointer, and finds nothing elsewhere', () => {
    const scene = sceneOf(inputOf({}));
    const [a, b] = [index('a'), index('b')];
    expect(targetAt(scene, TOPOLOGY, 100 * a + 3, 54)).toEqual({ kind: 'node', id: 'a' });
    expect(targetAt(scene, TOPOLOGY, (100 * a + 100 * b) / 2, 52)).toEqual({ kind: 'link', id: 'a~b' });
    expect(targetAt(scene, TOPOLOGY, 100 * a, 300)).toBeNull();
  });

  it('bows from end to end', () => {
    const [from, to] = [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
    ];
    expect(bowedPoint(from, to, 0.2, 0)).toEqual(from);
    expect(bowedPoint(from, to, 0.2, 1)).toEqual(to);
    expect(bowedPoint(from, to, 0.2, 0.5)).toEqual({ x: 50, y: 20 });
  });
});

describe('the brush that writes SVG', () => {
  it('writes what is painted, with colours that any SVG editor accepts', () => {
    const brush = svgBrush({ width: 100, height: 80 }, (text) => 7 * text.length);
    brush.beginPath();
    brush.moveTo(1, 2);
    brush.quadraticCurveTo(3, 4, 5.04, 6);
    brush.strokeStyle = 'rgba(1, 2, 3, 0.5)';
    brush.globalAlpha = 0.5;
    brush.setLineDash([2, 7]);
    brush.stroke();
    brush.globalAlpha = 1;
    brush.beginPath();
    brush.arc(10, 10, 4, 0, 2 * Math.PI);
    brush.fillStyle = '#123456';
    brush.fill();
    brush.font = '600 11.5px a, "b"';
    brush.fillText('A & B', 1, 1);
    const svg = brush.svg('<t>');
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toContain('<path d="M1 2Q3 4 5 6" fill="none" stroke="rgb(1, 2, 3)" stroke-opacity="0.25"');
    expect(svg).toContain('stroke-dasharray="2 7"');
    expect(svg).toContain('<path d="M6 10a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z" fill="#123456"/>');
    expect(svg).toContain('font-size="11.5" font-weight="600" fill="#123456">A &amp; B</text>');
    expect(brush.measureText('abc').width).toBe(21);
  });
});

describe('the layers', () => {
  it('keep every node inside the view and apart from the others (seed 7)', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('satellite', 'aerial', 'ground'), { minLength: 1, maxLength: 80 }),
        (kinds) => {
          const { spots } = layeredLayout(
            kinds.map((kind) => ({ kind })),
            VIEWPORT,
          );
          const seen = new Set(spots.map(({ x, y }) => `${x} ${y}`));
          expect(seen.size).toBe(kinds.length);
          for (const { x, y } of spots) expect(x > 0 && x < 800 && y > 0 && y < 600).toBe(true);
        },
      ),
      { seed: 7 },
    );
  });
});

describe('facts of links', () => {
  it('are sorted with the most used first, as rates whatever the unit', () => {
    const perSlot = { ...TOPOLOGY, capacityUnit: 'pairs-per-slot' as const };
    const facts = factsOfSlot(perSlot, 0, new Map([['a~b', 3]]), undefined).filter(
      ({ link }) => link.class === 'G2G',
    );
    expect(facts.map(({ link, used, capacity, rangeKm }) => [link.id, used, capacity, rangeKm])).toEqual([
      ['a~b', 3, 10 / 60, null],
      ['a~n', 0, 20 / 60, null],
    ]);
  });
});

describe('links to what is shown', () => {
  const shared: Shared & { text: string } = {
    map: 'layers',
    slot: 4,
    demand: 'Bern & Zug~ü',
    target: { kind: 'link', id: 'a~b' },
    camera,
    text: 'satqn: 1 # ü\n',
    companions: { 'mozi.tle': '1 41731U\n2 41731\n' },
    hash: 'abc',
  };

  it('bring everything back', async () => {
    const { fragment, holdsScenario } = await formatLink(shared);
    expect(holdsScenario).toBe(true);
    expect(await parseLink(`#${fragment}`)).toEqual({ ...shared, hash: null });
    const alone = { ...shared, companions: {} };
    expect(await parseLink((await formatLink(alone)).fragment)).toEqual({ ...alone, hash: null });
  });

  it('carry the hash of a scenario that is too long', async () => {
    let state = 1;
    const noise = Array.from({ length: 20_000 }, () => {
      state = (state * 48_271) % 2_147_483_647;
      return String.fromCharCode(33 + (state % 90));
    }).join('');
    const { fragment, holdsScenario } = await formatLink({ ...shared, text: noise });
    expect(holdsScenario).toBe(false);
    expect(fragment.length).toBeLessThan(300);
    expect(await parseLink(fragment)).toMatchObject({ text: null, hash: 'abc' });
  });

  it('are ignored if they are not ours or damaged, and never unpack without limit', async () => {
    expect(await parseLink('')).toBeNull();
    expect(await parseLink('#section-2')).toBeNull();
    expect(await parseLink('#v=globe&t=x&c=1,2&s=%%%')).toMatchObject({ slot: 0, text: null });
    // What could not be unfolded is not put into a link, and not unfolded where a stranger did.
    const long = await formatLink({ ...shared, text: 'x'.repeat(3_000_000) });
    expect(long.holdsScenario).toBe(false);
    const bomb = deflateRawSync('x'.repeat(3_000_000)).toString('base64url');
    expect(await parseLink(`v=globe&t=1&s=${bomb}`)).toMatchObject({ text: null });
    const elements = deflateRawSync('{"a.tle": 1}').toString('base64url');
    expect(await parseLink(`v=globe&t=1&s=${bomb}&e=${elements}`)).toMatchObject({
      text: null,
      companions: {},
    });
  });
});
