import { controlPoint } from '../model/bow.ts';
import type { Projected, Viewport } from '../model/camera.ts';
import type { Ring } from '../model/motion.ts';
import { normalised, type Vector } from '../model/place.ts';
import type { Scene, SceneLink, SceneNode, Spot } from '../model/scene.ts';
import type { Brush } from './brush.ts';
import type { Ink } from './ink.ts';
import { paintLabels } from './labels.ts';

/** Links, path and nodes, in this order. */
export function paintScene(
  context: Brush,
  scene: Scene,
  viewport: Viewport,
  ink: Ink,
  showUnused: boolean,
): void {
  const hasUse = scene.links.some(({ used }) => used);
  for (const link of scene.links) {
    if (!link.used && !link.marked && !showUnused) continue;
    context.globalAlpha = link.marked ? 1 : link.used ? 0.9 : hasUse ? 0.28 : 0.5;
    context.strokeStyle = ink.classes[link.class];
    context.lineWidth = link.marked ? link.width + 1.5 : link.width;
    strokeLine(context, link);
  }
  context.globalAlpha = 1;
  paintPath(context, scene, ink);
  const nodes = isCrowd(scene.nodes) ? scene.nodes.map(plain) : scene.nodes;
  for (const node of nodes) if (!node.hidden) paintNode(context, node, ink);
  paintLabels(context, nodes, viewport, ink);
}

/** More satellites than these cover each other with the rings of their memories. */
const CROWD = 150;
const isCrowd = (nodes: readonly SceneNode[]): boolean =>
  nodes.reduce((sum, { kind }) => sum + (kind === 'satellite' ? 1 : 0), 0) > CROWD;

/** Without its ring, unless it is asked about or on the path. */
const plain = (node: SceneNode): SceneNode =>
  node.kind === 'satellite' && !node.marked && !node.onPath ? { ...node, stores: false } : node;

/** Solid over links, dashed where a hop is served from stock; a halo lifts it off what lies below. */
function paintPath(context: Brush, { path }: Scene, ink: Ink): void {
  context.lineCap = 'round';
  for (const [style, width] of [
    [ink.halo, 7],
    [ink.path, 3.2],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    for (const hop of path) {
      context.setLineDash(hop.virtual && style === ink.path ? [2, 7] : []);
      strokeLine(context, hop);
    }
  }
  context.setLineDash([]);
  context.lineCap = 'butt';
}

function strokeLine(
  context: Brush,
  { from, to, via, bow }: Pick<SceneLink, 'from' | 'to' | 'via' | 'bow'>,
): void {
  if (from.hidden && to.hidden) return;
  context.beginPath();
  context.moveTo(from.x, from.y);
  if (via) context.lineTo(via.x, via.y);
  if (via || bow === 0) context.lineTo(to.x, to.y);
  else {
    const control = controlPoint(from, to, bow);
    context.quadraticCurveTo(control.x, control.y, to.x, to.y);
  }
  context.stroke();
}

/** Squares in orbit, triangles in the air, circles on the ground. */
function paintNode(context: Brush, node: SceneNode, ink: Ink): void {
  const size = (node.kind === 'satellite' ? 2.6 : 4) + (node.onPath || node.marked ? 1.6 : 0);
  const { x, y } = node;
  context.beginPath();
  if (node.kind === 'satellite') context.rect(x - size, y - size, 2 * size, 2 * size);
  else if (node.kind === 'aerial') {
    context.moveTo(x, y - size * 1.25);
    context.lineTo(x + size * 1.2, y + size * 0.85);
    context.lineTo(x - size * 1.2, y + size * 0.85);
    context.closePath();
  } else context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = node.onPath ? ink.path : ink[node.kind];
  context.fill();
  context.lineWidth = 1.2;
  context.strokeStyle = ink.halo;
  context.stroke();
  if (node.stores) paintRing(context, node, size + 3.2, 1.2, node.onPath ? ink.path : ink[node.kind]);
  if (node.marked) paintRing(context, node, size + 5.5, 1.8, ink.marked);
}

function paintRing(context: Brush, { x, y }: Spot, radius: number, width: number, style: string): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = width;
  context.strokeStyle = style;
  context.stroke();
}

const RING_STEPS = 96;

/** Orbits, as they lie at the moment; what is behind the Earth is left out. */
export function paintRings(
  context: Brush,
  rings: readonly Ring[],
  project: (x: number, y: number, z: number) => Projected,
  ink: Ink,
): void {
  context.lineWidth = 0.8;
  context.strokeStyle = ink.orbit;
  for (const { axis, radius } of rings) {
    const across: Vector = Math.abs(axis[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
    const u = normalised(cross(across, axis));
    const v = cross(axis, u);
    context.beginPath();
    let drawing = false;
    for (let step = 0; step <= RING_STEPS; step += 1) {
      const angle = (2 * Math.PI * step) / RING_STEPS;
      const [c, s] = [radius * Math.cos(angle), radius * Math.sin(angle)];
      const at = project(c * u[0] + s * v[0], c * u[1] + s * v[1], c * u[2] + s * v[2]);
      if (at.hidden) drawing = false;
      else if (drawing) context.lineTo(at.x, at.y);
      else {
        context.moveTo(at.x, at.y);
        drawing = true;
      }
    }
    context.stroke();
  }
}

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
