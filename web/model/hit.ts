import type { Topology } from '../../src/domain/network.ts';
import { bowedPoint } from './bow.ts';
import type { Scene, Spot } from './scene.ts';
import type { Target } from './target.ts';

const NODE_REACH = 11;
const LINK_REACH = 6;

/** What lies under a pixel: a node, or else a link. */
export function targetAt(scene: Scene, topology: Topology | null, x: number, y: number): Target | null {
  let best: { target: Target; distance: number } | null = null;
  for (const node of scene.nodes) {
    if (node.hidden) continue;
    const distance = Math.hypot(node.x - x, node.y - y);
    if (distance <= NODE_REACH && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { target: { kind: 'node', id: node.id }, distance };
    }
  }
  if (best || !topology) return best?.target ?? null;
  for (const link of scene.links) {
    if (link.from.hidden && link.to.hidden) continue;
    // What is used lies on top and is meant first.
    const line = link.via
      ? Math.min(distanceTo(link.from, link.via, 0, x, y), distanceTo(link.via, link.to, 0, x, y))
      : distanceTo(link.from, link.to, link.bow, x, y);
    const distance = line - (link.used ? 2 : 0);
    if (distance <= LINK_REACH && distance < (best?.distance ?? Number.POSITIVE_INFINITY)) {
      best = { target: { kind: 'link', id: topology.links[link.link]!.id }, distance };
    }
  }
  return best?.target ?? null;
}

function distanceTo(from: Spot, to: Spot, bow: number, x: number, y: number): number {
  if (bow === 0) return distanceToSegment(from, to, x, y);
  const steps = 12;
  let least = Number.POSITIVE_INFINITY;
  for (let step = 0; step < steps; step += 1) {
    const a = bowedPoint(from, to, bow, step / steps);
    const b = bowedPoint(from, to, bow, (step + 1) / steps);
    least = Math.min(least, distanceToSegment(a, b, x, y));
  }
  return least;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

function distanceToSegment(a: Point, b: Point, x: number, y: number): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - a.x) * dx + (y - a.y) * dy) / length));
  return Math.hypot(a.x + share * dx - x, a.y + share * dy - y);
}
