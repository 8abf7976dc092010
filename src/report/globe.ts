/** A part of the globe as seen from afar (orthographic), as SVG paths. */
import { COASTLINE, COASTLINE_SCALE } from './coastline.ts';

/** Longitude and latitude, degrees. */
export type Place = readonly [longitudeDeg: number, latitudeDeg: number];

export interface Spot {
  readonly x: number;
  readonly y: number;
  /** Behind the globe. */
  readonly hidden: boolean;
}

export interface Globe {
  /** Pixels per radius of the globe. */
  readonly scale: number;
  readonly middle: Spot;
  spot(place: Place): Spot;
  /** The path of a line along places, without what is hidden or far outside of the picture. */
  line(places: readonly Place[]): string;
  /** The path of the shortest way between two places. */
  arc(from: Place, to: Place): string;
}

const RADIANS = Math.PI / 180;
/** No picture shows less than this around its middle, as an angle of the globe. */
const LEAST_REACH = 0.04;

/** The globe with all these places, at least one, inside of a picture with a margin. */
export function globeAround(places: readonly Place[], width: number, height: number, margin: number): Globe {
  const out = normalised(
    places
      .map(directionOf)
      .reduce(([a, b, c], [x, y, z]) => [a + x, b + y, c + z] as const, [0, 0, 0] as const),
  );
  const longitude = Math.atan2(out[1], out[0]);
  const east = [-Math.sin(longitude), Math.cos(longitude), 0] as const;
  const north = [
    -out[2] * Math.cos(longitude),
    -out[2] * Math.sin(longitude),
    Math.hypot(out[0], out[1]),
  ] as const;
  const flat = (place: Place) => {
    const direction = directionOf(place);
    return { right: dot(direction, east), up: dot(direction, north), hidden: dot(direction, out) < 0 };
  };
  const seen = places.map(flat);
  const [left, right] = extent(seen.map((point) => point.right));
  const [low, high] = extent(seen.map((point) => point.up));
  const scale = Math.min(
    (width / 2 - margin) / Math.max(LEAST_REACH, (right - left) / 2),
    (height / 2 - margin) / Math.max(LEAST_REACH, (high - low) / 2),
  );
  const middle = {
    x: width / 2 - (scale * (left + right)) / 2,
    y: height / 2 + (scale * (low + high)) / 2,
    hidden: false,
  };
  const spot = (place: Place): Spot => {
    const at = flat(place);
    return { x: middle.x + scale * at.right, y: middle.y - scale * at.up, hidden: at.hidden };
  };
  const isOutside = ({ x, y }: Spot) =>
    x < -width / 2 || x > 1.5 * width || y < -height / 2 || y > 1.5 * height;
  const line = (of: readonly Place[]): string => {
    let path = '';
    let last: Spot | null = null;
    for (const place of of) {
      const at = spot(place);
      if (at.hidden || (isOutside(at) && (last === null || isOutside(last)))) {
        last = at.hidden ? null : at;
        continue;
      }
      // Beginning outside of the picture, a line comes in.
      if (last === null) path += `M${point(at)}`;
      else if (isOutside(last)) path += `M${point(last)}L${point(at)}`;
      else if (Math.hypot(at.x - last.x, at.y - last.y) < 0.8) continue;
      else path += `L${point(at)}`;
      last = at;
    }
    return path;
  };
  return { scale, middle, spot, line, arc: (from, to) => line(between(from, to)) };
}

const point = ({ x, y }: Spot): string => `${short(x)} ${short(y)}`;
const short = (value: number): string => String(Math.round(10 * value) / 10);

/** The coasts of the world. */
export function coasts(): Place[][] {
  return COASTLINE.split(',').map((text) => {
    const steps = text.split(' ').map(Number);
    let [x, y] = [0, 0];
    return Array.from({ length: steps.length / 2 }, (_, index): Place => {
      x += steps[2 * index]!;
      y += steps[2 * index + 1]!;
      return [x / COASTLINE_SCALE, y / COASTLINE_SCALE];
    });
  });
}

/** Meridians and parallels, so many degrees apart. */
export function graticule(step: number): Place[][] {
  const along = (from: number, to: number) =>
    Array.from({ length: Math.round((to - from) / 2) + 1 }, (_, index) => from + 2 * index);
  const lines: Place[][] = [];
  for (let longitude = -180; longitude < 180; longitude += step) {
    lines.push(along(-80, 80).map((latitude) => [longitude, latitude]));
  }
  for (let latitude = -90 + step; latitude < 90; latitude += step) {
    lines.push(along(-180, 180).map((longitude) => [longitude, latitude]));
  }
  return lines;
}

type Vector = readonly [number, number, number];

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

function directionOf([longitudeDeg, latitudeDeg]: Place): Vector {
  const [longitude, latitude] = [longitudeDeg * RADIANS, latitudeDeg * RADIANS];
  return [
    Math.cos(latitude) * Math.cos(longitude),
    Math.cos(latitude) * Math.sin(longitude),
    Math.sin(latitude),
  ];
}

function normalised([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z);
  return length > 1e-9 ? [x / length, y / length, z / length] : [1, 0, 0];
}

const extent = (values: readonly number[]): [number, number] => [Math.min(...values), Math.max(...values)];

/** Places on the great circle between two, some degrees apart. */
function between(from: Place, to: Place): Place[] {
  const [a, b] = [directionOf(from), directionOf(to)];
  const angle = Math.acos(Math.min(1, Math.max(-1, dot(a, b))));
  if (angle < 1e-6) return [from, to];
  const steps = Math.max(1, Math.ceil(angle / (3 * RADIANS)));
  return Array.from({ length: steps + 1 }, (_, step): Place => {
    const [p, q] = [Math.sin((1 - step / steps) * angle), Math.sin((step / steps) * angle)];
    const [x, y, z] = [p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2]];
    return [Math.atan2(y, x) / RADIANS, Math.atan2(z, Math.hypot(x, y)) / RADIANS];
  });
}
