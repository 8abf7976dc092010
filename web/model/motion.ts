import type { Ephemeris } from '../../src/orbit/ephemeris.ts';
import { vectorAt } from '../../src/orbit/vector-at.ts';
import { normalised, onDrawnGlobe, type Vector } from './place.ts';

/** Angular velocity of the Earth, rad/s. */
const EARTH_RATE = 7.2921159e-5;

/** Positions of all nodes at an instant, on the drawn globe; NaN where a node has none. */
export function positionsAt(ephemeris: Ephemeris, seconds: number): Float64Array {
  const { positions } = ephemeris;
  const count = ephemeris.nodes.length;
  const { from, share } = sampleAt(ephemeris, seconds);
  const drawn = new Float64Array(3 * count);
  for (let node = 0; node < count; node += 1) {
    const [x1, y1, z1] = vectorAt(positions, count * from + node);
    const [x2, y2, z2] = vectorAt(positions, count * (from + 1) + node);
    const x = x1 + share * (x2 - x1);
    const y = y1 + share * (y2 - y1);
    const z = z1 + share * (z2 - z1);
    // The chord cuts below the arc: back to the height in between.
    const radius = (1 - share) * Math.hypot(x1, y1, z1) + share * Math.hypot(x2, y2, z2);
    const lift = radius / Math.hypot(x, y, z);
    drawn.set(onDrawnGlobe(x * lift, y * lift, z * lift), 3 * node);
  }
  return drawn;
}

export function sunAt(ephemeris: Ephemeris, seconds: number): Vector | null {
  const { sun } = ephemeris;
  if (sun === null) return null;
  const { from, share } = sampleAt(ephemeris, seconds);
  const [x1, y1, z1] = vectorAt(sun, from);
  const [x2, y2, z2] = vectorAt(sun, from + 1);
  return normalised([x1 + share * (x2 - x1), y1 + share * (y2 - y1), z1 + share * (z2 - z1)]);
}

/** A circle in space, around the Earth's centre: an orbit as it lies at an instant. */
export interface Ring {
  readonly radius: number;
  /** Unit vector along the axis of the orbit. */
  readonly axis: Vector;
}

/** The orbits of the satellites, each plane once; taken as circles, from position and velocity. */
export function ringsAt(ephemeris: Ephemeris, seconds: number): Ring[] {
  const { from } = sampleAt(ephemeris, seconds);
  const count = ephemeris.nodes.length;
  const rings = new Map<string, Ring>();
  ephemeris.nodes.forEach(({ kind }, node) => {
    if (kind !== 'satellite') return;
    const p = vectorAt(ephemeris.positions, count * from + node);
    const q = vectorAt(ephemeris.positions, count * (from + 1) + node);
    if (!Number.isFinite(p[0] + q[0])) return;
    // Seen from the stars, the second position lies further east by what the Earth turned meanwhile.
    const turn = EARTH_RATE * ephemeris.sampleSeconds;
    const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
    const r: Vector = [q[0] * cosine - q[1] * sine, q[0] * sine + q[1] * cosine, q[2]];
    const axis = normalised([
      p[1] * r[2] - p[2] * r[1],
      p[2] * r[0] - p[0] * r[2],
      p[0] * r[1] - p[1] * r[0],
    ]);
    const radius = Math.hypot(...p);
    const key = [...axis, radius].map((value) => Math.round(value * 60)).join(' ');
    if (!rings.has(key)) rings.set(key, { radius, axis });
  });
  return [...rings.values()];
}

function sampleAt({ sampleSeconds, sampleCount }: Ephemeris, seconds: number) {
  const position = Math.min(sampleCount - 1, Math.max(0, seconds / sampleSeconds));
  const from = Math.min(sampleCount - 2, Math.floor(position));
  return { from, share: position - from };
}
