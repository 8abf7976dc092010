import { type Camera, placeAt, type Viewport } from '../model/camera.ts';
import { statedPlace } from '../model/stated-place.ts';
import type { Target } from '../model/target.ts';
import { applyEdit } from '../state/edit.ts';
import { change, current } from '../state/store.ts';

interface MapEvent {
  readonly kind: 'press' | 'drag' | 'release' | 'click';
  readonly x: number;
  readonly y: number;
  readonly target: Target | null;
}

let moved: { readonly id: string; travelled: boolean } | null = null;

/** Drags what stands on the ground or in the air; notes the place of a click. Says whether it took the event. */
export function onMapEdit(event: MapEvent, viewport: Viewport): boolean {
  const { view } = current();
  if (!view.editing || view.map !== 'globe') return false;
  const place = placeAt(view.camera satisfies Camera, viewport, event.x, event.y);
  switch (event.kind) {
    case 'press':
      moved =
        event.target?.kind === 'node' && statedPlace(current().document.scenario, event.target.id)
          ? { id: event.target.id, travelled: false }
          : null;
      return moved !== null;
    case 'drag':
      if (moved && place) {
        moved.travelled = true;
        change('view', { draft: { id: moved.id, ...place } });
      }
      return true;
    case 'release': {
      const target = moved;
      moved = null;
      const { draft } = current().view;
      change('view', { draft: null });
      if (target && !target.travelled) {
        change('view', { highlight: { hovered: null, selected: { kind: 'node', id: target.id } } });
      } else if (target && draft) {
        const { latitudeDeg, longitudeDeg } = draft;
        void applyEdit({ kind: 'move', id: target.id, place: { latitudeDeg, longitudeDeg } });
      }
      return true;
    }
    case 'click':
      change('view', { draft: place ? { id: null, ...place } : null });
      return true;
  }
}
