/** Degrees north and east. */
interface Coordinates {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

/** Haversine formula on a sphere of 6371 km. */
export function greatCircleKm(from: Coordinates, to: Coordinates): number {
  const radians = Math.PI / 180;
  const halfSine = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const h =
    halfSine(to.latitudeDeg - from.latitudeDeg) +
    Math.cos(from.latitudeDeg * radians) *
      Math.cos(to.latitudeDeg * radians) *
      halfSine(to.longitudeDeg - from.longitudeDeg);
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, h)));
}
