import { vectorAt } from '../../src/orbit/vector-at.ts';
import { fitted } from '../model/camera.ts';
import { positionsAt } from '../model/motion.ts';
import { placeOf } from '../model/place.ts';
import type { Target } from '../model/target.ts';
import { mapSize } from './map-size.ts';
import { change, current, nodesOf } from './store.ts';

/** Turns the globe so that stations and platforms are seen. */
export function lookAtGround(): void {
  const places = placesNow().flatMap(({ kind, place }) => (kind !== 'satellite' && place ? [place] : []));
  if (current().network.ephemeris) change('view', { camera: fitted(places, mapSize()) });
}

/** Chooses what is to be known more of; null: nothing. */
export const select = (selected: Target | null): void =>
  change('view', { highlight: { hovered: null, selected } });

/** Chooses a node, and turns the globe to it. */
export function lookAtNode(id: string): void {
  const place = placesNow().find((node) => node.id === id)?.place;
  const { camera } = current().view;
  change('view', {
    highlight: { hovered: null, selected: { kind: 'node', id } },
    ...(place ? { camera: { ...camera, ...placeOf(place) } } : {}),
  });
}

/** Where each node is at the moment that is shown; null for one that has no place. */
function placesNow() {
  const { network, view } = current();
  if (!network.ephemeris) return [];
  const positions = positionsAt(network.ephemeris, view.seconds);
  return nodesOf(current()).map(({ id, kind }, node) => {
    const place = vectorAt(positions, node);
    return { id, kind, place: Number.isFinite(place[0]) ? place : null };
  });
}
