import type { Finding } from './issue.ts';
import { declaredNodes } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';

/** No two nodes have the same name, across all sections. */
export function checkNodeNames(scenario: Scenario): Finding[] {
  const seen = new Map<string, string>();
  return declaredNodes(scenario).flatMap(({ id, path }): Finding[] => {
    const before = seen.get(id);
    seen.set(id, before ?? String(path[0]));
    return before === undefined
      ? []
      : [
          {
            path,
            message: `the name '${id}' is taken by an entry of ${before}.`,
            hint: 'Give each node its own name.',
          },
        ];
  });
}

/** A platform has a place or waypoints; waypoints go forward in time. */
export function checkPlatforms(scenario: Scenario): Finding[] {
  return scenario.platforms.flatMap((platform, i): Finding[] => {
    const path = ['platforms', i];
    const place = (['latitudeDeg', 'longitudeDeg', 'altitudeM'] as const).filter(
      (key) => platform[key] !== undefined,
    );
    if (platform.waypoints === undefined) {
      const hint = 'Write latitudeDeg, longitudeDeg and altitudeM, or waypoints.';
      return place.length === 3 ? [] : [{ path, message: `'${platform.id}' has no complete place.`, hint }];
    }
    const unordered = platform.waypoints.findIndex(
      (point, at, all) => at > 0 && point.atSeconds <= all[at - 1]!.atSeconds,
    );
    return [
      ...(place.length > 0
        ? [
            {
              path,
              message: `'${platform.id}' has both a place and waypoints.`,
              hint: `Remove ${place.join(', ')} or the waypoints.`,
            },
          ]
        : []),
      ...(unordered > 0
        ? [
            {
              path: [...path, 'waypoints', unordered, 'atSeconds'],
              message: 'the waypoint is not later than the one before it.',
              hint: 'List waypoints in ascending order of atSeconds.',
            },
          ]
        : []),
    ];
  });
}

/** Element sets come from one source each; a Walker constellation divides evenly. */
export function checkSatellites(scenario: Scenario): Finding[] {
  return scenario.satellites.flatMap((satellite, i): Finding[] => {
    const path = ['satellites', i];
    if ('walker' in satellite) {
      const { total, planes, phasing } = satellite.walker;
      const walker = [...path, 'walker'];
      return [
        ...(total % planes === 0
          ? []
          : [
              {
                path: [...walker, 'planes'],
                message: `${total} satellites cannot be divided among ${planes} planes.`,
                hint: 'planes must divide total.',
              },
            ]),
        ...(phasing < planes
          ? []
          : [
              {
                path: [...walker, 'phasing'],
                message: `the phasing ${phasing} is not below the number of planes, ${planes}.`,
                hint: 'F of i:T/P/F goes from 0 to P − 1.',
              },
            ]),
      ];
    }
    const format = 'tle' in satellite ? 'tle' : 'omm';
    const source = 'tle' in satellite ? satellite.tle : 'omm' in satellite ? satellite.omm : null;
    if (source === null || (source.file === undefined) !== (source.text === undefined)) return [];
    const message =
      source.file === undefined ? 'neither file nor text is given.' : 'both file and text are given.';
    return [{ path: [...path, format], message, hint: 'Write one of the two.' }];
  });
}

/** Whatever moves by the clock needs to know when slot 0 is. */
const LATEST_MS = Date.parse('9999-12-31T23:59:59Z');

export function checkStart({ horizon, satellites, linkClasses }: Scenario): Finding[] {
  if (horizon.start !== undefined) {
    const endMs = Date.parse(horizon.start) + 1000 * horizon.slots * horizon.slotSeconds;
    if (endMs <= LATEST_MS) return [];
    const message = 'the horizon ends after the year 9999.';
    return [{ path: ['horizon', 'slotSeconds'], message, hint: 'The unit is seconds; check the number.' }];
  }
  const path = ['horizon', 'start'];
  const hint = "Write for example start: '2026-03-20T18:00:00Z'.";
  if (satellites.length > 0) return [{ path, message: 'is missing, and satellites need it.', hint }];
  const night = (['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const).find((name) => linkClasses[name].nightOnly);
  return night ? [{ path, message: `is missing, and nightOnly of ${night} needs it.`, hint }] : [];
}

/** What a station may state about its own receiver and air, in place of its link classes. */
export const STATION_RECEIVER_KEYS = [
  'receiverDiameterM',
  'opticsEfficiency',
  'detectorEfficiency',
  'zenithTransmission',
  'zenithFadeDb',
] as const;

/** A station states nothing about a telescope that it does not have, or about receiving if its telescope only sends. */
export function checkReceivers({ stations, linkClasses }: Scenario): Finding[] {
  const sendsOnly = linkClasses.S2G.direction === 'up' && linkClasses.A2G.direction === 'up';
  return stations.flatMap(({ optical, ...station }, i) =>
    STATION_RECEIVER_KEYS.flatMap((key): Finding[] => {
      const finding = (message: string, hint: string) => [{ path: ['stations', i, key], message, hint }];
      if (station[key] === undefined) return [];
      if (!optical) return finding('the station has no telescope (optical: false).', `Remove ${key}.`);
      return sendsOnly && !key.startsWith('zenith')
        ? finding('no link comes down to the station.', `Remove ${key}, or let S2G or A2G run down.`)
        : [];
    }),
  );
}

/** A beam has only one width. */
export function checkLinkClasses({ linkClasses }: Scenario): Finding[] {
  return (['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const)
    .filter(
      (name) => linkClasses[name].waistCm !== undefined && linkClasses[name].divergenceUrad !== undefined,
    )
    .map((name) => ({
      path: ['linkClasses', name, 'divergenceUrad'],
      message: 'both waistCm and divergenceUrad are given.',
      hint: 'Keep the one you know; divergenceUrad replaces the diffraction-limited waist.',
    }));
}
