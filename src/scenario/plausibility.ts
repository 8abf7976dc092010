/**
 * Finds what a scenario may state but probably does not intend: wrong units, exchanged coordinates, keys without
 * effect.
 */
import { longestStorageSlots } from '../domain/memory.ts';
import type { Warning } from '../domain/warning.ts';
import { greatCircleKm } from './great-circle.ts';
import { DEFAULT_CLOUD_FRACTION } from './schema/cloud-fraction.ts';
import type { Scenario } from './schema/scenario.ts';

/** A satellite below the lowest altitude would burn up; nothing useful flies above the highest, in km. */
export const LOWEST_ORBIT_KM = 100;
export const HIGHEST_ORBIT_KM = 100_000;
/** No station is higher. */
const HIGHEST_GROUND_M = 9000;
/** No high-altitude platform is lower. */
const LOWEST_HAP_M = 1000;
const HALF_EARTH_KM = 20_004;
/** A fibre may be this many times as long as the distance of its ends, plus what it winds through a city. */
const DETOUR = 4;
const CITY_KM = 100;
/** With a larger loss, a GHz source delivers less than a pair per year. */
const DARK_DB = 170;
/**
 * A place is suspicious if it is this far from most others and exchanging its coordinates brings it this much nearer.
 */
const FAR_KM = 1500;
const NEARER = 4;

export function implausible(scenario: Scenario): Warning[] {
  return [
    ...orbitAltitudes(scenario),
    ...platformAltitudes(scenario),
    ...stationAltitudes(scenario),
    ...exchangedCoordinates(scenario),
    ...longFibres(scenario),
    ...cloudsWithoutMode(scenario),
    ...memoryShorterThanSlot(scenario),
  ];
}

function orbitAltitudes({ satellites }: Scenario): Warning[] {
  return satellites.flatMap((satellite, index): Warning[] => {
    const orbit =
      'circular' in satellite ? satellite.circular : 'walker' in satellite ? satellite.walker : null;
    if (orbit === null) return [];
    const { id, altitudeKm } = orbit;
    if (altitudeKm >= LOWEST_ORBIT_KM && altitudeKm <= HIGHEST_ORBIT_KM) return [];
    const key = 'circular' in satellite ? 'circular' : 'walker';
    const where = `satellites[${index}].${key}.altitudeKm`;
    const message =
      altitudeKm > HIGHEST_ORBIT_KM
        ? `${id} flies ${altitudeKm.toLocaleString('en-GB')} km high, a quarter of the way to the Moon or beyond.`
        : `${id} flies ${altitudeKm} km high, where no orbit lasts.`;
    return [{ kind: 'altitude', where, message, hint: 'Give kilometres above the ground, for example 600.' }];
  });
}

function platformAltitudes({ platforms }: Scenario): Warning[] {
  return platforms.flatMap(({ id, kind, altitudeM, waypoints }, index): Warning[] => {
    const heights = altitudeM === undefined ? (waypoints ?? []).map((place) => place.altitudeM) : [altitudeM];
    const lowest = Math.min(...heights);
    const isTooLow = kind === 'hap' ? lowest < LOWEST_HAP_M : lowest < 0;
    if (heights.length === 0 || !isTooLow) return [];
    return [
      {
        kind: 'altitude',
        where: `platforms[${index}].${altitudeM === undefined ? 'waypoints' : 'altitudeM'}`,
        message: `${id} stands ${lowest} m high, at or below the ground, and sees next to nothing.`,
        hint: 'Give metres above the ellipsoid, for example 20000 for a platform in the stratosphere; a low one is kind: uav.',
      },
    ];
  });
}

function stationAltitudes({ stations }: Scenario): Warning[] {
  return stations.flatMap(({ id, altitudeM }, index): Warning[] => {
    if (altitudeM <= HIGHEST_GROUND_M) return [];
    const message = `${id} stands ${altitudeM.toLocaleString('en-GB')} m high, above every mountain.`;
    const hint = 'Give metres above the ellipsoid; what flies is a platform, not a station.';
    return [{ kind: 'altitude', where: `stations[${index}].altitudeM`, message, hint }];
  });
}

interface Located {
  readonly where: string;
  readonly id: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

function exchangedCoordinates({ stations, platforms }: Scenario): Warning[] {
  const places: Located[] = [
    ...stations.map((station, i) => ({ ...station, where: `stations[${i}]` })),
    ...platforms.flatMap(({ id, latitudeDeg, longitudeDeg }, i) =>
      latitudeDeg === undefined || longitudeDeg === undefined
        ? []
        : [{ id, latitudeDeg, longitudeDeg, where: `platforms[${i}]` }],
    ),
  ];
  return places.flatMap((place): Warning[] => {
    const { id, where, latitudeDeg, longitudeDeg } = place;
    if (places.length < 3 || Math.abs(longitudeDeg) > 90) return [];
    const others = places.filter((other) => other !== place);
    // Half of the others are nearer, so that a few that are exchanged as well do not hide each other.
    const halfWithin = (at: Pick<Located, 'latitudeDeg' | 'longitudeDeg'>) =>
      others.map((other) => greatCircleKm(at, other)).sort((a, b) => a - b)[others.length >> 1]!;
    const away = halfWithin(place);
    const exchanged = halfWithin({ latitudeDeg: longitudeDeg, longitudeDeg: latitudeDeg });
    if (away < FAR_KM || exchanged * NEARER > away) return [];
    return [
      {
        kind: 'exchanged-coordinates',
        where,
        message: `${id} lies ${Math.round(away)} km and more from most other places; with latitude and longitude exchanged most are within ${Math.round(exchanged)} km.`,
        hint: `If they are exchanged, write latitudeDeg: ${longitudeDeg}, longitudeDeg: ${latitudeDeg}.`,
      },
    ];
  });
}

function longFibres({ fibres, stations, linkClasses }: Scenario): Warning[] {
  const placeOf = new Map(stations.map((station) => [station.id, station]));
  return fibres.flatMap(({ ends, lengthKm, attenuationDbPerKm }, index): Warning[] => {
    const [a, b] = ends.map((end) => placeOf.get(end));
    const apartKm = a && b ? greatCircleKm(a, b) : null;
    const lossDb = lengthKm * (attenuationDbPerKm ?? linkClasses.G2G.attenuationDbPerKm);
    const oddities = [
      ...(lengthKm > HALF_EARTH_KM ? ['more than half-way round the Earth'] : []),
      ...(apartKm !== null && lengthKm > DETOUR * apartKm + CITY_KM
        ? [`where ${Math.round(apartKm)} km lie between its ends`]
        : []),
      ...(lossDb > DARK_DB ? [`and loses ${Math.round(lossDb)} dB: nothing arrives`] : []),
    ];
    if (oddities.length === 0) return [];
    return [
      {
        kind: 'long-fibre',
        where: `fibres[${index}].lengthKm`,
        message: `The fibre between ${ends.join(' and ')} is ${lengthKm.toLocaleString('en-GB')} km long, ${oddities.join(', ')}.`,
        hint: 'Give kilometres; divide a length in metres by 1000.',
      },
    ];
  });
}

/** Considers only stated fractions; the default of all stations does not show what was intended. */
function cloudsWithoutMode({ clouds, stations }: Scenario): Warning[] {
  if (clouds.mode !== 'none') return [];
  const stated = stations.filter(({ cloudFraction }) => cloudFraction !== DEFAULT_CLOUD_FRACTION);
  if (stated.length === 0) return [];
  const names = stated.length > 3 ? `${stated.length} stations` : stated.map(({ id }) => id).join(', ');
  return [
    {
      kind: 'clouds-without-mode',
      where: 'clouds.mode',
      message: `cloudFraction is given for ${names}, and clouds are off: the sky is planned as clear.`,
      hint: 'Write clouds: { mode: draw } or { mode: expected }, or leave cloudFraction out.',
    },
  ];
}

/** Nothing of a stock is left in the next slot, so no plan uses the memories. */
function memoryShorterThanSlot({ horizon, storage }: Scenario): Warning[] {
  const { memory } = storage;
  if (memory.model !== 'loss' || longestStorageSlots(memory, horizon.slotSeconds) > 0) return [];
  const isUsed =
    storage.nodes.some(({ capacity }) => capacity > 0) ||
    Object.values(storage.kinds).some((capacity = 0) => capacity > 0);
  if (!isUsed) return [];
  return [
    {
      kind: 'memory-shorter-than-slot',
      where: 'storage.memory.coherenceSeconds',
      message: `A memory of T = ${memory.coherenceSeconds} s is empty again after a slot of ${horizon.slotSeconds} s: fewer than one pair in 10,000 would wait for the next. No pair is stored.`,
      hint: `Use slots of ${Number((memory.coherenceSeconds / 2).toPrecision(2))} s or less, or leave the memories out.`,
    },
  ];
}
