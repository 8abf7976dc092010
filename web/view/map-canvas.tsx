import { useEffect, useRef } from 'react';
import { dragged, zoomed } from '../model/camera.ts';
import { targetAt } from '../model/hit.ts';
import { mapSize, noteMapSize } from '../state/map-size.ts';
import { change, current, useStudio } from '../state/store.ts';
import { type Atlas, loadAtlas } from './atlas.ts';
import { type Drawn, drawMap } from './draw-map.ts';
import { onMapEdit } from './map-editing.ts';
import { useTheme } from './theme.ts';

/** The globe or the layers, drawn whenever something that shows has changed. */
export function MapCanvas({ label }: { readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => keepDrawn(canvas.current!, theme), [theme]);
  return (
    <div className="map-canvas" role="application" tabIndex={0} aria-label={label} onKeyDown={onKey}>
      <canvas ref={canvas} />
    </div>
  );
}

let drawn: Drawn | null = null;
function keepDrawn(canvas: HTMLCanvasElement, theme: 'light' | 'dark'): () => void {
  let frame = 0;
  let atlas: Atlas | null = null;
  const request = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      drawn = drawMap(canvas, current(), atlas, theme);
      noteMapSize(drawn.viewport);
    });
  };
  const size = new ResizeObserver(request);
  size.observe(canvas.parentElement!);
  void loadAtlas().then((loaded) => {
    atlas = loaded;
    request();
  });
  const unsubscribe = useStudio.subscribe(request);
  const removePointer = followPointer(canvas);
  request();
  return () => {
    cancelAnimationFrame(frame);
    size.disconnect();
    unsubscribe();
    removePointer();
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Drag turns, wheel and pinch zoom, hover asks, click selects. */
function followPointer(canvas: HTMLCanvasElement): () => void {
  const pointers = new Map<number, Point>();
  let travelled = 0;
  let moving = false;
  const at = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const down = (event: PointerEvent) => {
    canvas.setPointerCapture(event.pointerId);
    const point = at(event);
    pointers.set(event.pointerId, point);
    travelled = 0;
    moving = onMapEdit({ kind: 'press', ...point, target: below(point) }, mapSize());
  };
  const move = (event: PointerEvent) => {
    const point = at(event);
    const before = pointers.get(event.pointerId);
    if (!before) {
      hover(canvas, point);
      return;
    }
    const distanceBefore = spread(pointers);
    pointers.set(event.pointerId, point);
    const [dx, dy] = [point.x - before.x, point.y - before.y];
    travelled += Math.hypot(dx, dy);
    if (moving) {
      onMapEdit({ kind: 'drag', ...point, target: null }, mapSize());
      return;
    }
    if (!isTurnable()) return;
    const { camera } = current().view;
    if (pointers.size === 2 && distanceBefore > 0) {
      change('view', { camera: zoomed(camera, mapSize(), spread(pointers) / distanceBefore) });
    } else if (travelled > 3) change('view', { camera: dragged(camera, mapSize(), dx, dy) });
  };
  const up = (event: PointerEvent) => {
    const point = at(event);
    const wasDown = pointers.delete(event.pointerId);
    if (moving) {
      moving = false;
      onMapEdit({ kind: 'release', ...point, target: null }, mapSize());
      return;
    }
    if (wasDown && travelled <= 4) click(point);
  };
  const leave = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const { view } = current();
    if (view.highlight.hovered) change('view', { highlight: { ...view.highlight, hovered: null } });
  };
  const followed = new AbortController();
  const { signal } = followed;
  canvas.addEventListener('pointerdown', down, { signal });
  canvas.addEventListener('pointermove', move, { signal });
  canvas.addEventListener('pointerup', up, { signal });
  canvas.addEventListener('pointercancel', leave, { signal });
  canvas.addEventListener('pointerleave', leave, { signal });
  canvas.addEventListener('wheel', zoomByWheel, { passive: false, signal });
  return () => followed.abort();
}

const isTurnable = () => current().view.map === 'globe';

/** What is drawn at a point. */
const below = ({ x, y }: Point) => (drawn ? targetAt(drawn.scene, current().network.topology, x, y) : null);

function hover(canvas: HTMLCanvasElement, point: Point): void {
  const { highlight } = current().view;
  const hovered = below(point);
  if (hovered?.id === highlight.hovered?.id) return;
  change('view', { highlight: { ...highlight, hovered } });
  canvas.style.cursor = hovered ? 'pointer' : '';
}

function click(point: Point): void {
  const target = below(point);
  const { editing } = current().view;
  change('view', { highlight: { hovered: target, selected: target } });
  if (!target && editing) onMapEdit({ kind: 'click', ...point, target }, mapSize());
}

function zoomByWheel(event: WheelEvent): void {
  if (!isTurnable()) return;
  event.preventDefault();
  const factor = Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0018 : 0.05));
  change('view', { camera: zoomed(current().view.camera, mapSize(), factor) });
}

function spread(pointers: ReadonlyMap<number, Point>): number {
  const [a, b] = [...pointers.values()];
  return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
}

const TURN_PIXELS = 40;

function onKey(event: React.KeyboardEvent): void {
  const { view } = current();
  if (event.key === 'Escape') change('view', { highlight: { hovered: null, selected: null } });
  if (view.map !== 'globe' || event.ctrlKey || event.metaKey || event.altKey) return;
  const camera = {
    ArrowLeft: () => dragged(view.camera, mapSize(), TURN_PIXELS, 0),
    ArrowRight: () => dragged(view.camera, mapSize(), -TURN_PIXELS, 0),
    ArrowUp: () => dragged(view.camera, mapSize(), 0, TURN_PIXELS),
    ArrowDown: () => dragged(view.camera, mapSize(), 0, -TURN_PIXELS),
    '+': () => zoomed(view.camera, mapSize(), 1.3),
    '=': () => zoomed(view.camera, mapSize(), 1.3),
    '-': () => zoomed(view.camera, mapSize(), 1 / 1.3),
  }[event.key];
  if (!camera) return;
  event.preventDefault();
  change('view', { camera: camera() });
}
