import { greatCircleKm } from '../../scenario/great-circle.ts';
import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import { type Imported, type ImportOptions, importError, scenarioName } from '../importers/importer.ts';
import { HORIZON, HORIZON_NOTE } from './horizon.ts';
import { identifiers } from './names.ts';
import type { Place } from './places.ts';

/** A ground station as other formats state it. */
export interface ForeignStation {
  readonly name: string;
  readonly place: Place;
}

/**
 * A scenario that consists only of stations, which have no links until satellites, platforms or fibres are added.
 * @throws InputError if there are fewer than two
 */
export function scenarioOfStations(
  stations: readonly ForeignStation[],
  options: ImportOptions,
  alreadyAssumed: readonly string[],
): Omit<Imported, 'format'> {
  const [first, second] = stations;
  if (!first || !second) {
    const message = `the file has ${first ? 'one station' : 'no station'}.`;
    throw importError([{ path: '', message, hint: 'A demand joins two of them.' }], options);
  }
  const { names, note: renamed } = identifiers(stations.map(({ name }) => name));
  const distanceKm = Math.round(greatCircleKm(first.place, second.place)).toLocaleString('en');
  const scenario: ScenarioInput = {
    satqn: 1,
    name: scenarioName(options),
    preset: 'physical',
    horizon: HORIZON,
    stations: stations.map(({ place }, i) => ({ id: names[i]!, ...place })),
    demands: [{ source: names[0]!, destination: names[1]! }],
  };
  return {
    scenario,
    assumptions: [
      ...alreadyAssumed,
      ...renamed,
      ...(stations.some(({ place }) => place.altitudeM === undefined)
        ? ['Stations without a stated altitude stand at 0 m.']
        : []),
      'There is no link yet: add satellites, platforms or fibres, and a horizon.start.',
      `${HORIZON_NOTE}.`,
      `One demand was chosen, of the first two stations: ${names[0]} to ${names[1]}, ${distanceKm} km apart.`,
    ],
  };
}
