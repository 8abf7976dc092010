import type { Warning } from '../domain/warning.ts';
import { EARTH_RADIUS_KM } from '../physics/constants.ts';
import { resolveOpticalClass } from '../physics/link-defaults.ts';
import { HIGHEST_ORBIT_KM, LOWEST_ORBIT_KM } from '../scenario/plausibility.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { NamedOrbit } from './catalogued.ts';
import { greatestElementAgeMs } from './orbit.ts';
import type { LostTime } from './passes.ts';
import type { Site } from './sites.ts';

/** Counts from building the network of the slots. */
interface BuildTally {
  /** Optical contacts (link and slot) before terminals were limited. */
  readonly contacts: number;
  /** Contacts dropped for lack of a terminal. */
  readonly dropped: number;
  /** Clouded stations, summed over slots. */
  readonly clouded: number;
  /** First slot in which a satellite, by its index among the nodes, has no position. */
  readonly lost: ReadonlyMap<number, number>;
  /** Ids of links whose coincidence window is free while none gives key. */
  readonly keyless: ReadonlySet<string>;
}

const OLD_DAYS = 14;
const MILLISECONDS_PER_DAY = 86_400_000;

/** What a reader of a plan should know about its network. */
export function topologyNotes(
  scenario: Scenario,
  sites: readonly Site[],
  startMs: number | null,
  tally: BuildTally,
): readonly string[] {
  return [
    ...belowGrazing(scenario, sites),
    ...withoutClock(sites, startMs),
    ...clouds(scenario, sites, tally),
    ...withoutKey(scenario, tally),
    ...(tally.dropped > 0
      ? [`terminals: ${tally.dropped} of ${tally.contacts} optical contacts dropped, no terminal was free`]
      : []),
  ];
}

/** Probable mistakes that positions reveal. */
export function topologyWarnings(
  scenario: Scenario,
  sites: readonly Site[],
  startMs: number | null,
  tally: BuildTally,
): readonly Warning[] {
  return [
    ...oldElements(scenario, sites, startMs),
    ...orbitHeights(sites),
    ...lostSatellites(scenario, sites, startMs, tally),
  ];
}

/** What a reader of windows should know about the network. */
export const contactNotes = (
  scenario: Scenario,
  sites: readonly Site[],
  startMs: number | null,
): string[] => [...belowGrazing(scenario, sites), ...withoutClock(sites, startMs)];

/** Probable mistakes that positions reveal, and where satellites have none. */
export function contactWarnings(
  scenario: Scenario,
  sites: readonly Site[],
  startMs: number | null,
  lost: ReadonlyMap<number, readonly LostTime[]>,
): Warning[] {
  return [
    ...oldElements(scenario, sites, startMs),
    ...orbitHeights(sites),
    ...[...lost].flatMap(([site, times]) =>
      times.map((time) => lostTimeWarning(`satellites, ${sites[site]!.id}`, time, 'windows')),
    ),
  ];
}

/** @param what is not found there, e.g. `passes` */
export const lostTimeWarning = (where: string, { from, to, reason }: LostTime, what: string): Warning => ({
  kind: 'lost-satellite',
  where,
  message: `SGP4 gives no position from ${from} to ${to} (${reason}); ${what} there are not found.`,
  hint: 'Use elements from those days.',
});

function lostSatellites(
  { horizon: { slotSeconds } }: Scenario,
  sites: readonly Site[],
  startMs: number | null,
  { lost }: BuildTally,
): Warning[] {
  return [...lost].map(([site, slot]) => {
    const { id, motion } = sites[site]!;
    const endMs = (startMs ?? 0) + 1000 * (slot + 1) * slotSeconds;
    // Where SGP4 lets it rise again, it was below the ground before.
    const why = (motion?.kind === 'orbit' && motion.orbit.failure(endMs)) || 'below the ground before';
    return {
      kind: 'lost-satellite',
      where: `satellites, ${id}`,
      message: `SGP4 gives no position of ${id} in slot ${slot + 1} (${why}): it has no links there.`,
      hint: 'Take newer elements, or leave it out.',
    };
  });
}

/** Checks heights from elements; a stated orbit is checked where it is stated. */
function orbitHeights(sites: readonly Site[]): Warning[] {
  return sites.flatMap(({ id, motion }): Warning[] => {
    if (motion?.kind !== 'orbit' || motion.orbit.elementEpochsMs.length === 0) return [];
    const heightKm = motion.orbit.radiusKm - EARTH_RADIUS_KM;
    if (heightKm >= LOWEST_ORBIT_KM && heightKm <= HIGHEST_ORBIT_KM) return [];
    const height = Math.round(heightKm).toLocaleString('en-GB');
    return [
      {
        kind: 'altitude',
        where: `satellites, ${id}`,
        message: `By its elements ${id} flies ${height} km high in the mean, where no satellite of a network does.`,
        hint: 'Check its mean motion, in revolutions a day: about 15 at 500 km.',
      },
    ];
  });
}

function oldElements(scenario: Scenario, sites: readonly Site[], startMs: number | null): Warning[] {
  if (startMs === null) return [];
  const endMs = startMs + 1000 * scenario.horizon.slots * scenario.horizon.slotSeconds;
  const satellites = sites.flatMap(({ id, motion }) =>
    motion?.kind === 'orbit' ? [{ id, orbit: motion.orbit }] : [],
  );
  return oldElementWarnings(satellites, startMs, endMs, 'a slot', 'move horizon.start to theirs');
}

/**
 * A warning if elements are far from the time [from, to] (Unix, ms) for which they are used.
 * @param what names a part of that time, e.g. `a slot`
 * @param elsewhere how to ask for another time
 */
export function oldElementWarnings(
  satellites: readonly NamedOrbit[],
  fromMs: number,
  toMs: number,
  what: string,
  elsewhere: string,
): Warning[] {
  const ages = satellites
    .filter(({ orbit }) => orbit.elementEpochsMs.length > 0)
    .map(({ id, orbit }) => ({
      id,
      days: greatestElementAgeMs(orbit, fromMs, toMs) / MILLISECONDS_PER_DAY,
    }));
  const old = ages.filter(({ days }) => days > OLD_DAYS);
  if (old.length === 0) return [];
  const worst = old.reduce((a, b) => (b.days > a.days ? b : a));
  return [
    {
      kind: 'old-elements',
      where: `satellites, ${worst.id}`,
      message: `The elements of ${old.length} of ${ages.length} satellites are more than ${OLD_DAYS} days from ${what} (${worst.id}: ${worst.days.toFixed(1)} days); their positions are unreliable.`,
      hint: `Take elements of those days, or ${elsewhere}.`,
    },
  ];
}

function belowGrazing(scenario: Scenario, sites: readonly Site[]): string[] {
  const { enabled, grazingHeightKm } = resolveOpticalClass('A2A', scenario.linkClasses.A2A);
  if (enabled === false || grazingHeightKm === undefined) return [];
  const low = sites.filter(({ motion, kind }) => {
    if (kind !== 'aerial' || motion === null || motion.kind === 'orbit') return false;
    const places = motion.kind === 'fixed' ? [motion.place] : motion.waypoints;
    return places.every(({ altitudeM }) => altitudeM < 1000 * grazingHeightKm);
  });
  if (low.length < 2) return [];
  const names = low.map(({ id }) => id).join(', ');
  return [
    `${names}: always below the ${grazingHeightKm} km that A2A links stay above; set linkClasses.A2A.grazingHeightKm to link them`,
  ];
}

function withoutClock(sites: readonly Site[], startMs: number | null): string[] {
  const lit = sites.some(({ kind, optical }) => kind === 'ground' && optical);
  const flying = sites.some(({ kind, motion }) => kind === 'aerial' && motion !== null);
  return startMs === null && lit && flying
    ? ['horizon.start is not given: night is assumed at all stations']
    : [];
}

function withoutKey({ noise }: Scenario, { keyless }: BuildTally): string[] {
  if (keyless.size === 0) return [];
  const [first] = [...keyless].sort();
  const links = keyless.size === 1 ? first! : `${keyless.size} links, such as ${first},`;
  return [
    `timing: no coincidence window gives key on ${links} at some time; there it is ${noise.coincidenceWindowNs} ns, as stated in noise`,
  ];
}

function clouds(
  { clouds: { mode }, seed, horizon }: Scenario,
  sites: readonly Site[],
  tally: BuildTally,
): string[] {
  const stations = sites.filter(({ kind, optical }) => kind === 'ground' && optical).length;
  if (mode === 'draw' && stations > 0) {
    return [
      `clouds: drawn with seed ${seed}; stations are clouded over in ${tally.clouded} of ${stations * horizon.slots} station-slots`,
    ];
  }
  return mode === 'expected' && stations > 0
    ? ['clouds: this network has a clear sky; what clouds take is reported as the expected throughput']
    : [];
}
