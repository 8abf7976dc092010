import type { LinkClass } from '../../src/domain/network.ts';
import { vectorAt } from '../../src/orbit/vector-at.ts';
import { projector, scaleBar, type Viewport } from '../model/camera.ts';
import { layerBow, layeredLayout } from '../model/layers.ts';
import { positionsAt, type Ring, ringsAt, sunAt } from '../model/motion.ts';
import { type Scene, type Spot, sceneOf } from '../model/scene.ts';
import type { Brush } from '../paint/brush.ts';
import { paintGlobe } from '../paint/globe.ts';
import { INKS, type Ink, type Theme } from '../paint/ink.ts';
import { paintLayerNames } from '../paint/labels.ts';
import { paintRings, paintScene } from '../paint/scene.ts';
import { type Studio, slotAt } from '../state/store.ts';
import type { Atlas } from './atlas.ts';
import { planUse } from './plan-use.ts';

/** What was drawn last, for the pointer to find things in. */
export interface Drawn {
  readonly scene: Scene;
  readonly viewport: Viewport;
}

/** Paints something of its own over the map. */
export type Overlay = (brush: Brush, scene: Scene, studio: Studio, ink: Ink) => void;
let overlay: Overlay | null = null;
/** Lets code that comes later paint over the map; null: nothing. */
export function setOverlay(painter: Overlay | null): void {
  overlay = painter;
}

const EMPTY: ReadonlyMap<string, number> = new Map();
const MOST_RINGS = 40;
let background: { key: string; canvas: HTMLCanvasElement } | null = null;

/** Draws the map into a canvas that fills its parent. */
export function drawMap(canvas: HTMLCanvasElement, studio: Studio, atlas: Atlas | null, theme: Theme): Drawn {
  const { clientWidth: width, clientHeight: height } = canvas.parentElement!;
  const ratio = Math.min(2, devicePixelRatio || 1);
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const viewport = { width, height };
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  if (width < 10 || height < 10) return { scene: { links: [], path: [], nodes: [] }, viewport };

  const scene = paintMap(context, studio, viewport, theme, () =>
    drawBackground(context, studio, atlas, theme, viewport, ratio),
  );
  return { scene, viewport };
}

/**
 * Paints the map with any brush.
 * @param background paints what lies below on the globe
 */
export function paintMap(
  brush: Brush,
  studio: Studio,
  viewport: Viewport,
  theme: Theme,
  background: () => void,
): Scene {
  const { view, network, document, run } = studio;
  const { ephemeris } = network;
  const ink = INKS[theme];
  const isGlobe = view.map === 'globe';
  const project = projector(view.camera, viewport);
  if (isGlobe) {
    background();
    if (ephemeris) {
      const rings: readonly Ring[] = ringsAt(ephemeris, view.seconds);
      if (rings.length <= MOST_RINGS) paintRings(brush, rings, project, ink);
    }
  }
  const nodes = ephemeris?.nodes ?? [];
  const layout = isGlobe ? null : layeredLayout(nodes, viewport);
  const place = layout ? (node: number) => layout.spots[node] ?? null : globePlaces(studio, project);
  const slot = slotAt(studio);
  const { usage, highest } = planUse(run.record, document.scenario);
  const scene = sceneOf({
    nodes,
    topology: network.topology,
    plan: run.record?.plan ?? null,
    slot,
    demand: view.demand,
    used: usage[slot] ?? EMPTY,
    highestUse: highest,
    classes: view.classes as ReadonlySet<LinkClass>,
    memories: memoriesOf(studio),
    highlight: view.highlight,
    place,
    bow: isGlobe ? () => 0 : layerBow,
  });
  paintScene(brush, scene, viewport, ink, view.showUnused);
  overlay?.(brush, scene, studio, ink);
  if (layout) paintLayerNames(brush, layout.layers, ink);
  if (isGlobe) drawScaleBar(brush, studio, viewport, ink.label, ink.halo);
  return scene;
}

export const sunNow = ({ network, view }: Studio) =>
  network.ephemeris ? sunAt(network.ephemeris, view.seconds) : null;

function globePlaces({ network, view }: Studio, project: ReturnType<typeof projector>) {
  const { ephemeris } = network;
  if (!ephemeris) return () => null;
  const positions = positionsAt(ephemeris, view.seconds);
  return (node: number): Spot | null => {
    const [x, y, z] = vectorAt(positions, node);
    return Number.isFinite(x) ? project(x, y, z) : null;
  };
}

function memoriesOf({ document, network }: Studio): ReadonlySet<string> {
  const storage = document.scenario?.storage;
  if (!storage) return new Set();
  const named = storage.nodes.filter(({ capacity }) => capacity > 0).map(({ node }) => node);
  const ofKinds = (network.ephemeris?.nodes ?? []).filter(({ kind }) => (storage.kinds[kind] ?? 0) > 0);
  return new Set([...named, ...ofKinds.map(({ id }) => id)]);
}

/** The globe is drawn anew only when it turns, or the Sun has moved by a quarter of a degree. */
function drawBackground(
  context: CanvasRenderingContext2D,
  studio: Studio,
  atlas: Atlas | null,
  theme: Theme,
  viewport: Viewport,
  ratio: number,
): void {
  const { view } = studio;
  const sun = sunNow(studio);
  const sunKey = sun?.map((value) => Math.round(value * 240)).join(',') ?? '';
  const { longitudeDeg, latitudeDeg, scale } = view.camera;
  const key = [
    longitudeDeg,
    latitudeDeg,
    scale,
    viewport.width,
    viewport.height,
    ratio,
    theme,
    sunKey,
    atlas !== null,
  ].join(' ');
  if (background?.key !== key) {
    const canvas = background?.canvas ?? document.createElement('canvas');
    canvas.width = Math.round(viewport.width * ratio);
    canvas.height = Math.round(viewport.height * ratio);
    const offscreen = canvas.getContext('2d')!;
    offscreen.setTransform(ratio, 0, 0, ratio, 0, 0);
    paintGlobe(offscreen, view.camera, viewport, atlas, sun, INKS[theme]);
    background = { key, canvas };
  }
  context.drawImage(background.canvas, 0, 0, viewport.width, viewport.height);
}

function drawScaleBar(
  context: Brush,
  { view }: Studio,
  viewport: Viewport,
  label: string,
  halo: string,
): void {
  const { km, pixels } = scaleBar(view.camera, viewport);
  const [x, y] = [viewport.width - 16 - pixels, viewport.height - 14];
  for (const [style, width] of [
    [halo, 4],
    [label, 1.4],
  ] as const) {
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x, y);
    context.lineTo(x + pixels, y);
    context.lineTo(x + pixels, y - 5);
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
  context.font = '11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
  context.textBaseline = 'bottom';
  context.textAlign = 'center';
  context.strokeStyle = halo;
  context.lineWidth = 3;
  const text = km >= 1 ? `${km.toLocaleString('en')} km` : `${Math.round(km * 1000)} m`;
  context.strokeText(text, x + pixels / 2, y - 6);
  context.fillStyle = label;
  context.fillText(text, x + pixels / 2, y - 6);
  context.textAlign = 'left';
}
