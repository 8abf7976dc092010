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

/** Drag turns, wheel and pinch zoom, hover asks, click selects. */
function followPointer(canvas: HTMLCanvasElement): () => void {
  const pointers = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  let moving = false;
  const at = (event: PointerEvent | WheelEvent) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const turnable = () => current().view.map === 'globe';
  const below = (x: number, y: number) =>
    drawn ? targetAt(drawn.scene, current().network.topology, x, y) : null;

  const down = (event: PointerEvent) => {
    canvas.setPointerCapture(event.pointerId);
    const point = at(event);
    pointers.set(event.pointerId, point);
    travelled = 0;
    moving = onMapEdit({ kind: 'press', ...point, target: below(point.x, point.y) }, mapSize());
  };
  const move = (event: PointerEvent) => {
    const point = at(event);
    const before = pointers.get(event.pointerId);
    const { view } = current();
    if (!before) {
      const hovered = below(point.x, point.y);
      if (hovered?.id !== view.highlight.hovered?.id) {
        change('view', { highlight: { ...view.highlight, hovered } });
        canvas.style.cursor = hovered ? 'pointer' : '';
      }
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
    if (!turnable()) return;
    if (pointers.size === 2 && distanceBefore > 0) {
      change('view', { camera: zoomed(view.camera, mapSize(), spread(pointers) / distanceBefore) });
    } else if (travelled > 3) change('view', { camera: dragged(view.camera, mapSize(), dx, dy) });
  };
  const up = (event: PointerEvent) => {
    const point = at(event);
    const wasDown = pointers.delete(event.pointerId);
    if (moving) {
      moving = false;
      onMapEdit({ kind: 'release', ...point, target: null }, mapSize());
      return;
    }
    if (!wasDown || travelled > 4) return;
    const target = below(point.x, point.y);
    const { view } = current();
    change('view', { highlight: { hovered: target, selected: target } });
    if (!target && view.editing) onMapEdit({ kind: 'click', ...point, target }, mapSize());
  };
  const leave = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const { view } = current();
    if (view.highlight.hovered) change('view', { highlight: { ...view.highlight, hovered: null } });
  };
  const wheel = (event: WheelEvent) => {
    if (!turnable()) return;
    event.preventDefault();
    const factor = Math.exp(-event.deltaY * (event.deltaMode === 0 ? 0.0018 : 0.05));
    change('view', { camera: zoomed(current().view.camera, mapSize(), factor) });
  };
  canvas.addEventListener('pointerdown', down);
  canvas.addEventListener('pointermove', move);
  canvas.addEventListener('pointerup', up);
  canvas.addEventListener('pointercancel', leave);
  canvas.addEventListener('pointerleave', leave);
  canvas.addEventListener('wheel', wheel, { passive: false });
  return () => {
    canvas.removeEventListener('pointerdown', down);
    canvas.removeEventListener('pointermove', move);
    canvas.removeEventListener('pointerup', up);
    canvas.removeEventListener('pointercancel', leave);
    canvas.removeEventListener('pointerleave', leave);
    canvas.removeEventListener('wheel', wheel);
  };
}

function spread(pointers: ReadonlyMap<number, { x: number; y: number }>): number {
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
