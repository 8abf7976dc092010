/**
 * A day of a constellation: 66 satellites, optical ground stations at real sites, platforms over some of them, cities
 * on fibre behind others, 24 hours in slots of 60 s. The seed turns the constellation, shifts the start within a year,
 * and draws the pairs of users.
 */
import { randomStream } from '../src/base/random.ts';
import type { ScenarioInput } from '../src/scenario/schema/scenario.ts';

const DEMANDS = 30;
/** Distance between the ends of a demand, km: close enough for few hops, too far for one platform or fibre. */
const NEAREST_KM = 500;
const FARTHEST_KM = 6000;

/** Observatories and laser ranging stations with telescopes that could, or do, receive from satellites. */
const SITES: readonly (readonly [
  name: string,
  latitudeDeg: number,
  longitudeDeg: number,
  altitudeM: number,
])[] = [
  ['Matera', 40.6486, 16.7046, 537],
  ['Graz Lustbuehel', 47.0671, 15.4933, 539],
  ['Oberpfaffenhofen', 48.0847, 11.2797, 600],
  ['Wettzell', 49.1444, 12.878, 665],
  ['Zimmerwald', 46.8772, 7.4652, 951],
  ['Caussols', 43.7546, 6.9216, 1323],
  ['Herstmonceux', 50.8674, 0.3361, 75],
  ['Calar Alto', 37.2236, -2.5463, 2168],
  ['Teide', 28.3009, -16.5118, 2393],
  ['Metsaehovi', 60.2173, 24.3945, 78],
  ['Helmos', 37.9856, 22.1985, 2340],
  ['Maidanak', 38.6857, 66.9431, 2713],
  ['Hanle', 32.7794, 78.9642, 4500],
  ['Nanshan', 43.4755, 87.1767, 2028],
  ['Delingha', 37.3786, 97.7314, 3153],
  ['Lijiang', 26.6951, 100.0289, 3193],
  ['Xinglong', 40.3959, 117.5775, 890],
  ['Koganei', 35.7102, 139.4889, 123],
  ['Table Mountain', 34.3818, -117.6819, 2286],
  ['Apache Point', 32.7803, -105.8203, 2788],
  ['Greenbelt', 39.0206, -76.8275, 19],
  ['Haleakala', 20.7067, -156.2571, 3055],
  ['Yarragadee', -29.0464, 115.3467, 244],
  ['Mount Stromlo', -35.3161, 149.0099, 805],
];

/** Cities without a telescope, and the length of the fibre to theirs, km. */
const CITIES: readonly (readonly [
  name: string,
  latitudeDeg: number,
  longitudeDeg: number,
  site: string,
  lengthKm: number,
])[] = [
  ['Graz', 47.07, 15.44, 'Graz Lustbuehel', 6],
  ['Munich', 48.15, 11.57, 'Oberpfaffenhofen', 30],
  ['Beijing', 40.0, 116.33, 'Xinglong', 130],
  ['Tokyo', 35.68, 139.77, 'Koganei', 30],
  ['Pasadena', 34.14, -118.13, 'Table Mountain', 70],
];

/** Each sees the sites and the sky around it; the four in Europe form a chain in which neighbours see each other. */
const PLATFORMS: readonly (readonly [name: string, latitudeDeg: number, longitudeDeg: number])[] = [
  ['hap-Provence', 43.9, 6.7],
  ['hap-Alps', 46.7, 8.3],
  ['hap-Bavaria', 48.6, 12.1],
  ['hap-Styria', 47.1, 15.3],
  ['hap-Hebei', 40.3, 117.2],
  ['hap-Kanto', 35.8, 139.4],
];

export function dayScenario(seed: number): ScenarioInput {
  const draw = randomStream(seed, 'day');
  const start = new Date(Date.UTC(2026, 0, 1) + Math.floor(draw() * 365 * 24 * 60) * 60_000).toISOString();
  return {
    satqn: 1,
    preset: 'physical',
    name: `day, seed ${seed}`,
    description: 'A Walker constellation, optical ground stations and platforms over 24 hours.',
    seed,
    horizon: { slots: 1440, slotSeconds: 60, start },
    stations: [
      ...SITES.map(([id, latitudeDeg, longitudeDeg, altitudeM]) => ({
        id,
        latitudeDeg,
        longitudeDeg,
        altitudeM,
        maximumTerminals: 2,
      })),
      ...CITIES.map(([id, latitudeDeg, longitudeDeg]) => ({ id, latitudeDeg, longitudeDeg, optical: false })),
    ],
    platforms: PLATFORMS.map(([id, latitudeDeg, longitudeDeg]) => ({
      id,
      latitudeDeg,
      longitudeDeg,
      altitudeM: 20_000,
      maximumTerminals: 6,
    })),
    satellites: [
      {
        walker: {
          id: 'sat',
          pattern: 'delta',
          altitudeKm: 1200,
          inclinationDeg: 60,
          total: 66,
          planes: 6,
          phasing: 1,
          raanDeg: 360 * draw(),
          argumentOfLatitudeDeg: 360 * draw(),
        },
        maximumTerminals: 6,
      },
    ],
    fibres: CITIES.map(([id, , , site, lengthKm]) => ({ ends: [id, site], lengthKm })),
    linkClasses: {
      S2S: { waistCm: 7.5, receiverDiameterM: 0.4, maximumRangeKm: 5000 },
      S2A: { maximumRangeKm: 2500 },
      A2A: { maximumRangeKm: 500 },
      S2G: { minimumElevationDeg: 20 },
    },
    noise: { sourceWerner: 0.99, coincidenceWindowNs: 0.5, fieldOfViewUrad: 25, filterNm: 0.25 },
    storage: {
      kinds: { satellite: 10_000, aerial: 10_000 },
      pairs: { longestContact: 200 },
    },
    demands: pairsOfUsers(draw).map(([source, destination]) => ({
      source,
      destination,
      fidelityTarget: 0.9,
    })),
    paths: { realPaths: 3, virtualPaths: 2, subPaths: 1, maximumHops: 8, maximumVirtualLinks: 1 },
  };
}

/** Draws different pairs of cities and sites. */
function pairsOfUsers(draw: () => number): (readonly [string, string])[] {
  const users = [
    ...SITES.map(([id, lat, lon]) => ({ id, lat, lon })),
    ...CITIES.map(([id, lat, lon]) => ({ id, lat, lon })),
  ];
  const candidates = users.flatMap((a, i) =>
    users.slice(i + 1).flatMap((b) => {
      const distance = distanceKm(a, b);
      return distance >= NEAREST_KM && distance <= FARTHEST_KM ? [[a.id, b.id] as const] : [];
    }),
  );
  return Array.from({ length: DEMANDS }, () => {
    const [pair] = candidates.splice(Math.floor(draw() * candidates.length), 1);
    return pair!;
  });
}

interface Place {
  readonly lat: number;
  readonly lon: number;
}

/** Distance on the surface of a sphere. */
function distanceKm(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const cosine =
    Math.sin(radians(a.lat)) * Math.sin(radians(b.lat)) +
    Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.cos(radians(a.lon - b.lon));
  return 6371 * Math.acos(Math.max(-1, Math.min(1, cosine)));
}
