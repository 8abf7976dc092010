import type { Viewport } from '../model/camera.ts';
import type { Layer } from '../model/layers.ts';
import type { SceneNode } from '../model/scene.ts';
import type { Brush } from './brush.ts';
import type { Ink } from './ink.ts';

const FONT_SIZE = 11.5;
const MOST_LABELS = 60;

/** Names of nodes where they fit; those that matter first. */
export function paintLabels(
  context: Brush,
  nodes: readonly SceneNode[],
  { width, height }: Viewport,
  ink: Ink,
): void {
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  const taken: { left: number; top: number; right: number; bottom: number }[] = nodes
    .filter(({ hidden, onPath, marked }) => !hidden && (onPath || marked))
    .map(({ x, y }) => ({ left: x - 5, right: x + 5, top: y - 5, bottom: y + 5 }));
  const candidates = nodes
    .filter(
      (node) =>
        !node.hidden && rank(node) > 0 && node.x > 0 && node.x < width && node.y > 0 && node.y < height,
    )
    .sort((a, b) => rank(b) - rank(a))
    .slice(0, 3 * MOST_LABELS);
  let painted = 0;
  for (const node of candidates) {
    if (painted >= MOST_LABELS) break;
    const strong = node.marked || node.onPath;
    context.font = `${strong ? 600 : 400} ${FONT_SIZE}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;
    const text = node.id.length > 26 ? `${node.id.slice(0, 25)}…` : node.id;
    const length = context.measureText(text).width;
    const spot = [
      { left: node.x + 9, top: node.y - 8 },
      { left: node.x - 9 - length, top: node.y - 8 },
      { left: node.x - length / 2, top: node.y - 24 },
      { left: node.x - length / 2, top: node.y + 8 },
    ].find(
      ({ left, top }) =>
        left >= 2 &&
        left + length <= width - 2 &&
        taken.every(
          (box) => left > box.right || left + length < box.left || top > box.bottom || top + 16 < box.top,
        ),
    );
    if (!spot) continue;
    taken.push({ left: spot.left - 3, right: spot.left + length + 3, top: spot.top, bottom: spot.top + 16 });
    context.lineWidth = 3;
    context.strokeStyle = ink.halo;
    context.strokeText(text, spot.left, spot.top + 8);
    context.fillStyle = ink.label;
    context.fillText(text, spot.left, spot.top + 8);
    painted += 1;
  }
}

/** Clear of the nodes, which stand in several rows where they are many. */
const NAME_OFFSET = { satellite: -44, aerial: -26, ground: 44 } as const;
const LAYER_WORDS = { satellite: 'Satellites', aerial: 'Aerial platforms', ground: 'Ground' } as const;

/** What the layers of the network view are. */
export function paintLayerNames(context: Brush, layers: readonly Layer[], ink: Ink): void {
  context.font = `600 ${FONT_SIZE}px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif`;
  context.textBaseline = 'middle';
  context.lineWidth = 3;
  context.strokeStyle = ink.halo;
  context.fillStyle = ink.faint;
  for (const { kind, y } of layers) {
    context.strokeText(LAYER_WORDS[kind], 16, y + NAME_OFFSET[kind]);
    context.fillText(LAYER_WORDS[kind], 16, y + NAME_OFFSET[kind]);
  }
}

/** Satellites are named only where they carry something. */
function rank({ kind, marked, onPath, busy, stores }: SceneNode): number {
  if (marked) return 5;
  if (onPath) return 4;
  if (kind === 'aerial') return 2;
  if (kind === 'ground') return 3;
  return stores || busy ? 1 : 0;
}
