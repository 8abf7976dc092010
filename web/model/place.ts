/** Vectors and places on the globe as it is drawn: a sphere of radius 1 whose latitudes are geodetic. */
export type Vector = readonly [number, number, number];

const RADIANS = Math.PI / 180;
/** 1/(1 − e²) of WGS84: turns Earth-fixed directions into geodetic ones, on the ellipsoid exactly. */
const GEODETIC_STRETCH = 1.00673949674;

export const clamp = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, value));

/** The direction of a place. */
export function directionOf(longitudeDeg: number, latitudeDeg: number): Vector {
  const [longitude, latitude] = [longitudeDeg * RADIANS, latitudeDeg * RADIANS];
  return [
    Math.cos(latitude) * Math.cos(longitude),
    Math.cos(latitude) * Math.sin(longitude),
    Math.sin(latitude),
  ];
}

/** The place below a vector. */
export function placeOf([x, y, z]: Vector): { readonly longitudeDeg: number; readonly latitudeDeg: number } {
  return { longitudeDeg: Math.atan2(y, x) / RADIANS, latitudeDeg: Math.atan2(z, Math.hypot(x, y)) / RADIANS };
}

/** Central angle of two unit vectors, degrees. */
export function angleBetweenDeg(a: Vector, b: Vector): number {
  const cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  return Math.acos(clamp(cosine, -1, 1)) / RADIANS;
}

/** An Earth-fixed position on the drawn globe: the same distance, the direction geodetic. */
export function onDrawnGlobe(x: number, y: number, z: number): Vector {
  const radius = Math.sqrt(x * x + y * y + z * z);
  const stretched = z * GEODETIC_STRETCH;
  const scale = radius / Math.sqrt(x * x + y * y + stretched * stretched);
  return [x * scale, y * scale, stretched * scale];
}

export function normalised([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z);
  return length > 0 ? [x / length, y / length, z / length] : [1, 0, 0];
}
