import { framesPassedAt } from '../../src/simulation/course.ts';
import { layerBow } from '../model/layers.ts';
import type { PlayedFlow } from '../model/playback.ts';
import { type Leg, playbackScene } from '../model/playback-scene.ts';
import type { Scene } from '../model/scene.ts';
import { paintPlayback } from '../paint/playback.ts';
import { usePlayback } from '../state/playback.ts';
import type { Studio } from '../state/store.ts';
import { type Overlay, setOverlay } from './draw-map.ts';
import { reducedMotion } from './theme.ts';

const paint: Overlay = (brush, scene, studio, ink) => {
  const { playback } = usePlayback.getState();
  if (playback === null) return;
  const { seconds } = studio.view;
  const spots = new Map(scene.nodes.map((node) => [node.id, node]));
  const painted = playbackScene(playback, {
    seconds,
    framesPassed: framesPassedAt(playback.course, seconds),
    moves: !reducedMotion(),
    spotOf: (node) => spots.get(node) ?? null,
    legOf: legsOf(scene, studio, spots),
  });
  paintPlayback(brush, painted, ink);
};

/** Where hops are drawn: along their links as the map has them. */
function legsOf(scene: Scene, { network, view }: Studio, spots: ReadonlyMap<string, Scene['nodes'][number]>) {
  const middles = new Map(
    scene.links.flatMap(({ link, via }) => (via ? [[network.topology?.links[link]?.id, via] as const] : [])),
  );
  return ({ nodes, hops }: PlayedFlow, index: number): Leg | null => {
    const [from, to] = [spots.get(nodes[index]!), spots.get(nodes[index + 1]!)];
    if (!from || !to) return null;
    const hop = hops[index]!;
    return {
      from,
      to,
      via: ('link' in hop && middles.get(hop.link)) || null,
      bow: view.map === 'globe' ? 0 : layerBow(from.kind, to.kind),
    };
  };
}

/** What is played is seen on the map from now on, and so is its end. */
export function overlayPlayback(redraw: () => void): void {
  setOverlay(paint);
  usePlayback.subscribe((state, before) => {
    if (state.playback !== before.playback) redraw();
  });
}
