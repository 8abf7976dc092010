import { EQUATORIAL_RADIUS_KM, radians } from './frames.ts';
import type { Orbit } from './orbit.ts';

/** Gravitational parameter of the Earth, km³/s². */
const EARTH_MU = 398600.4418;

export interface CircularElements {
  readonly altitudeKm: number;
  readonly inclinationDeg: number;
  /** At the start of slot 0. */
  readonly raanDeg: number;
  /** Angle from the ascending node at the start of slot 0. */
  readonly argumentOfLatitudeDeg: number;
}

interface WalkerPattern extends CircularElements {
  readonly pattern: 'delta' | 'star';
  readonly total: number;
  readonly planes: number;
  readonly phasing: number;
}

/** Semi-major axis of a circular orbit: altitude above the equatorial radius. */
const circularRadiusKm = (altitudeKm: number): number => EQUATORIAL_RADIUS_KM + altitudeKm;

/** T = 2π √(a³/µ), seconds. */
export const periodSeconds = (radiusKm: number): number => 2 * Math.PI * Math.sqrt(radiusKm ** 3 / EARTH_MU);

/** Unperturbed circular motion (two-body); `startMs` is the Unix time to which the angles refer. */
export function circularOrbit(elements: CircularElements, startMs: number): Orbit {
  const radiusKm = circularRadiusKm(elements.altitudeKm);
  const angularRate = (2 * Math.PI) / periodSeconds(radiusKm) / 1000;
  const phase = radians(elements.argumentOfLatitudeDeg);
  const [cosNode, sinNode] = [Math.cos(radians(elements.raanDeg)), Math.sin(radians(elements.raanDeg))];
  const inclination = radians(elements.inclinationDeg);
  const [cosInclination, sinInclination] = [Math.cos(inclination), Math.sin(inclination)];
  return {
    radiusKm,
    elementEpochsMs: [],
    failure: () => null,
    teme(epochMs, into, offset) {
      const argument = phase + angularRate * (epochMs - startMs);
      const along = radiusKm * Math.cos(argument);
      const across = radiusKm * Math.sin(argument);
      into[offset] = along * cosNode - across * sinNode * cosInclination;
      into[offset + 1] = along * sinNode + across * cosNode * cosInclination;
      into[offset + 2] = across * sinInclination;
    },
  };
}

/**
 * The satellites of a Walker constellation i:T/P/F, plane by plane: RAAN 360p/P (star: 180p/P),
 * argument of latitude 360s/S + 360Fp/T with S = T/P (Walker 1984). `plane` and `number` count from 1.
 */
export function walkerElements(
  walker: WalkerPattern,
): readonly { readonly plane: number; readonly number: number; readonly elements: CircularElements }[] {
  const perPlane = walker.total / walker.planes;
  const spreadDeg = walker.pattern === 'star' ? 180 : 360;
  return Array.from({ length: walker.total }, (_, index) => {
    const plane = Math.floor(index / perPlane);
    const place = index % perPlane;
    return {
      plane: plane + 1,
      number: place + 1,
      elements: {
        altitudeKm: walker.altitudeKm,
        inclinationDeg: walker.inclinationDeg,
        raanDeg: walker.raanDeg + (spreadDeg * plane) / walker.planes,
        argumentOfLatitudeDeg:
          walker.argumentOfLatitudeDeg +
          (360 * place) / perPlane +
          (360 * walker.phasing * plane) / walker.total,
      },
    };
  });
}
