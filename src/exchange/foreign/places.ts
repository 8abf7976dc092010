/** A place on the ground, as other formats state it. */
export interface Place {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  /** 0 if the file does not say. */
  readonly altitudeM?: number | undefined;
}

/** Names of columns and attributes, as `plainName` gives them. */
export const LATITUDES: readonly string[] = ['latitude', 'lat', 'latitudedeg', 'latdeg'];
export const LONGITUDES: readonly string[] = ['longitude', 'lon', 'lng', 'long', 'longitudedeg', 'londeg'];

/** A number of degrees within a bound; null for anything else. */
export function degreesOf(text: string, bound: number): number | null {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return Math.abs(value) <= bound ? value : null;
}
export const LATITUDE_BOUND = 90;
export const LONGITUDE_BOUND = 360;
