import { angleBetweenDeg, clamp, directionOf, normalised, placeOf, type Vector } from './place.ts';

/** How the globe is looked at, from so far away that all rays are parallel. */
export interface Camera {
  /** Place in the middle of the view. */
  readonly longitudeDeg: number;
  readonly latitudeDeg: number;
  /** Pixels per Earth radius; 0: as large as the view allows. */
  readonly scale: number;
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface Projected {
  readonly x: number;
  readonly y: number;
  /** Behind the Earth. */
  readonly hidden: boolean;
}

const LARGEST_SCALE = 2e7;
const EARTH_RADIUS_KM = 6371;
const RADIANS = Math.PI / 180;

/** The scale at which the whole globe and low orbits around it are seen. */
const wholeGlobeScale = ({ width, height }: Viewport): number => Math.max(40, Math.min(width, height) * 0.4);

export const scaleOf = (camera: Camera, viewport: Viewport): number =>
  camera.scale > 0 ? camera.scale : wholeGlobeScale(viewport);

/** Projects vectors in Earth radii onto pixels. */
export function projector(
  camera: Camera,
  viewport: Viewport,
): (x: number, y: number, z: number) => Projected {
  const scale = scaleOf(camera, viewport);
  const { east, north, out } = axesOf(camera);
  const [cx, cy] = [viewport.width / 2, viewport.height / 2];
  return (x, y, z) => {
    const right = x * east[0] + y * east[1] + z * east[2];
    const up = x * north[0] + y * north[1] + z * north[2];
    const depth = x * out[0] + y * out[1] + z * out[2];
    const hidden = depth < 0 && right * right + up * up < 1;
    return { x: cx + scale * right, y: cy - scale * up, hidden };
  };
}

/** The place on the globe at a pixel; null beside it. */
export function placeAt(camera: Camera, viewport: Viewport, x: number, y: number) {
  const scale = scaleOf(camera, viewport);
  const { east, north, out } = axesOf(camera);
  const right = (x - viewport.width / 2) / scale;
  const up = (viewport.height / 2 - y) / scale;
  const square = right * right + up * up;
  if (square > 1) return null;
  const depth = Math.sqrt(1 - square);
  const at = (axis: 0 | 1 | 2) => right * east[axis] + up * north[axis] + depth * out[axis];
  return placeOf([at(0), at(1), at(2)]);
}

/** Turned by a drag of so many pixels. */
export function dragged(camera: Camera, viewport: Viewport, dx: number, dy: number): Camera {
  const scale = scaleOf(camera, viewport);
  const degreesPerPixel = Math.min(0.5, 1 / scale / RADIANS);
  const cosine = Math.max(0.2, Math.cos(camera.latitudeDeg * RADIANS));
  return {
    ...camera,
    longitudeDeg: wrapped(camera.longitudeDeg - (dx * degreesPerPixel) / cosine),
    latitudeDeg: clamp(camera.latitudeDeg + dy * degreesPerPixel, -89, 89),
  };
}

export function zoomed(camera: Camera, viewport: Viewport, factor: number): Camera {
  const least = wholeGlobeScale(viewport) * 0.6;
  return { ...camera, scale: clamp(scaleOf(camera, viewport) * factor, least, LARGEST_SCALE) };
}

/** Looks at all of some places; the whole globe where they lie far apart. */
export function fitted(places: readonly Vector[], viewport: Viewport): Camera {
  if (places.length === 0) return { longitudeDeg: 15, latitudeDeg: 25, scale: 0 };
  const units = places.map(normalised);
  const sum = units.reduce<[number, number, number]>(
    (total, [x, y, z]) => [total[0] + x, total[1] + y, total[2] + z],
    [0, 0, 0],
  );
  const middle = normalised(sum);
  const { longitudeDeg, latitudeDeg } = placeOf(middle);
  const reachDeg = units.reduce((most, unit) => Math.max(most, angleBetweenDeg(middle, unit)), 0);
  const whole = wholeGlobeScale(viewport);
  const fitting =
    (Math.min(viewport.width, viewport.height) * 0.36) / Math.sin(clamp(reachDeg, 1e-4, 90) * RADIANS);
  // A single place is seen with its region around it.
  const scale = reachDeg < 1e-4 ? 12 * whole : fitting;
  const isFar = reachDeg > 15;
  return {
    longitudeDeg,
    latitudeDeg: clamp(isFar ? latitudeDeg - 12 : latitudeDeg, -80, 80),
    scale: isFar ? 0 : clamp(scale, whole, LARGEST_SCALE),
  };
}

/** A round distance and its length on screen, at the middle of the view. */
export function scaleBar(
  camera: Camera,
  viewport: Viewport,
): { readonly km: number; readonly pixels: number } {
  const pixelsPerKm = scaleOf(camera, viewport) / EARTH_RADIUS_KM;
  const wanted = 110 / pixelsPerKm;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const km = power * ([5, 2, 1].find((factor) => factor * power <= wanted) ?? 1);
  return { km, pixels: km * pixelsPerKm };
}

/** Half the diagonal of the view as an angle on the globe, degrees; 90 where the limb is seen. */
export function viewAngleDeg(camera: Camera, viewport: Viewport): number {
  const half = Math.hypot(viewport.width, viewport.height) / 2 / scaleOf(camera, viewport);
  return half >= 1 ? 90 : Math.asin(half) / RADIANS;
}

function axesOf({ longitudeDeg, latitudeDeg }: Camera) {
  const longitude = longitudeDeg * RADIANS;
  const out = directionOf(longitudeDeg, latitudeDeg);
  const north = directionOf(longitudeDeg, latitudeDeg + 90);
  const east: Vector = [-Math.sin(longitude), Math.cos(longitude), 0];
  return { east, north, out };
}

const wrapped = (degrees: number): number => degrees - 360 * Math.round(degrees / 360);
