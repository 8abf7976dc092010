import { InputError, type InputIssue } from '../base/errors.ts';
import type { NetworkNode } from '../domain/network.ts';
import type { OpticalDesign } from '../physics/link-budget.ts';
import { STATION_RECEIVER_KEYS } from '../scenario/check-nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { totalModes } from '../scenario/signals.ts';
import type { ElementRemarks } from './elements/element-set.ts';
import type { Place } from './frames.ts';
import type { NodeBands } from './node-bands.ts';
import type { Orbit } from './orbit.ts';
import { resolveSatellites } from './satellites.ts';

interface Waypoint extends Place {
  /** Seconds after the start of slot 0. */
  readonly atSeconds: number;
}

/** The position of a node over time. */
type Motion =
  | { readonly kind: 'fixed'; readonly place: Place }
  | { readonly kind: 'waypoints'; readonly waypoints: readonly Waypoint[] }
  | { readonly kind: 'orbit'; readonly orbit: Orbit };

/** A node with everything that its optical links depend on. */
export interface Site extends Omit<NetworkNode, 'memoryModes'> {
  /** Null for a node without a position. */
  readonly motion: Motion | null;
  /** Whether it has a telescope. */
  readonly optical: boolean;
  /** False if it cannot swap and serves as the middle of dual downlinks. */
  readonly memory: boolean;
  /** Infinity if unlimited. */
  readonly maximumTerminals: number;
  readonly sharedSource: boolean;
  /** What a station states about its own telescope and air; null if it uses its link classes for everything. */
  readonly receiver: StationReceiver | null;
  readonly bands: NodeBands;
  /** M of C8; undefined if unlimited. */
  readonly memoryModes: number | undefined;
}

/** Values of a ground station that replace those of its link classes. */
export type StationReceiver = Partial<
  Pick<
    OpticalDesign,
    'receiverDiameterM' | 'opticsEfficiency' | 'detectorEfficiency' | 'zenithTransmission' | 'zenithFadeDb'
  >
>;

/**
 * All nodes of a scenario: abstract nodes, stations, platforms, satellites, each in the given order.
 *
 * @param remarks receives remarks for the reader of the network
 * @throws InputError for invalid satellites, a platform without a place, and duplicate names
 */
export function resolveSites(scenario: Scenario, remarks?: ElementRemarks): readonly Site[] {
  const issues: InputIssue[] = [];
  const sites: readonly Site[] = [
    ...scenario.nodes.map(({ id, kind, maximumTerminals = Number.POSITIVE_INFINITY, ...stated }) => ({
      id,
      kind,
      ...withoutTelescope,
      maximumTerminals,
      bands: bandsIn(stated),
      memoryModes: totalModes(stated, kind, scenario),
    })),
    ...scenario.stations.map((station) => ({
      id: station.id,
      kind: 'ground' as const,
      motion: { kind: 'fixed', place: station } as const,
      optical: station.optical,
      memory: true,
      maximumTerminals: station.maximumTerminals ?? Number.POSITIVE_INFINITY,
      sharedSource: station.sharedSource,
      receiver: receiverOf(station),
      bands: bandsIn(station),
      memoryModes: totalModes(station, 'ground', scenario),
    })),
    ...scenario.platforms.map((platform, index) => ({
      id: platform.id,
      kind: 'aerial' as const,
      motion: motionOf(platform, `platforms[${index}]`, issues),
      optical: true,
      memory: platform.memory,
      maximumTerminals: platform.maximumTerminals ?? Number.POSITIVE_INFINITY,
      sharedSource: platform.sharedSource,
      receiver: null,
      bands: bandsIn(platform),
      memoryModes: totalModes(platform, 'aerial', scenario),
    })),
    ...resolveSatellites(scenario, remarks).map(({ orbit, ...satellite }) => ({
      ...satellite,
      kind: 'satellite' as const,
      motion: { kind: 'orbit', orbit } as const,
      optical: true,
      receiver: null,
    })),
  ];
  const seen = new Set<string>();
  for (const { id } of sites) {
    if (seen.has(id)) {
      issues.push({ path: '', message: `There are two nodes named ${id}.`, hint: 'Rename one of them.' });
    }
    seen.add(id);
  }
  if (issues.length > 0) throw new InputError(issues);
  return sites;
}

const withoutTelescope = {
  motion: null,
  optical: false,
  memory: true,
  sharedSource: false,
  receiver: null,
} as const;

const bandsIn = ({ memoryBandNm, interfaces }: NodeBands): NodeBands => ({ memoryBandNm, interfaces });

function receiverOf(station: Scenario['stations'][number]): StationReceiver | null {
  const stated = STATION_RECEIVER_KEYS.filter((key) => station[key] !== undefined);
  return stated.length === 0 ? null : Object.fromEntries(stated.map((key) => [key, station[key]]));
}

function motionOf(
  platform: Scenario['platforms'][number],
  path: string,
  issues: InputIssue[],
): Motion | null {
  const { waypoints, latitudeDeg, longitudeDeg, altitudeM } = platform;
  if (waypoints !== undefined) return { kind: 'waypoints', waypoints };
  if (latitudeDeg !== undefined && longitudeDeg !== undefined && altitudeM !== undefined) {
    return { kind: 'fixed', place: { latitudeDeg, longitudeDeg, altitudeM } };
  }
  const hint = 'Give latitudeDeg, longitudeDeg and altitudeM, or waypoints.';
  issues.push({ path, message: `Platform ${platform.id} has no place.`, hint });
  return null;
}

/** The place on the way at a time: linear in latitude, longitude (the short way round) and altitude. */
export function placeOnWay(waypoints: readonly Waypoint[], seconds: number): Place {
  const next = waypoints.findIndex(({ atSeconds }) => atSeconds >= seconds);
  if (next <= 0) return waypoints[next === 0 ? 0 : waypoints.length - 1]!;
  const [from, to] = [waypoints[next - 1]!, waypoints[next]!];
  const share = (seconds - from.atSeconds) / (to.atSeconds - from.atSeconds);
  const turn = to.longitudeDeg - from.longitudeDeg;
  return {
    latitudeDeg: from.latitudeDeg + share * (to.latitudeDeg - from.latitudeDeg),
    longitudeDeg: from.longitudeDeg + share * (turn - 360 * Math.round(turn / 360)),
    altitudeM: from.altitudeM + share * (to.altitudeM - from.altitudeM),
  };
}
