import { fitted } from '../model/camera.ts';
import { positionsAt } from '../model/motion.ts';
import type { Vector } from '../model/place.ts';
import { openExample, openFiles, whenFirstSeen } from './open.ts';
import { change, current } from './store.ts';

/** What the command line opened is served beside the page, and the address says so. */
const SERVED = '#served';

export async function start(): Promise<void> {
  whenFirstSeen((hasPlaces) => {
    const { map } = current().view;
    change('view', {
      map: hasPlaces ? (map === 'layers' ? 'globe' : map) : map === 'table' ? map : 'layers',
    });
    lookAtGround();
  });
  if (location.hash === SERVED) {
    const answer = await fetch('./served.json');
    if (answer.ok) return openFiles(await answer.json());
  }
  await openExample('eurasia');
}

/** Turns the globe so that stations and platforms are seen. */
export function lookAtGround(): void {
  const { ephemeris } = current().network;
  const size = document.querySelector('.map-canvas')?.getBoundingClientRect();
  if (!ephemeris) return;
  const positions = positionsAt(ephemeris, current().view.seconds);
  const places = ephemeris.nodes.flatMap(({ kind }, node): Vector[] => {
    const place: Vector = [positions[3 * node]!, positions[3 * node + 1]!, positions[3 * node + 2]!];
    return kind !== 'satellite' && Number.isFinite(place[0]) ? [place] : [];
  });
  change('view', { camera: fitted(places, { width: size?.width ?? 800, height: size?.height ?? 600 }) });
}
