import { InputError, type InputIssue } from '../base/errors.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { totalModes } from '../scenario/signals.ts';
import { cataloguedOrbits, type NamedOrbit } from './catalogued.ts';
import { type ElementRemarks, noRemarks } from './elements/element-set.ts';
import { circularOrbit, walkerElements } from './kepler.ts';
import type { NodeBands } from './node-bands.ts';
import type { Orbit } from './orbit.ts';

type SatelliteEntry = Scenario['satellites'][number];

/** One satellite of a scenario, in whatever form it was given. */
export interface Satellite {
  readonly id: string;
  readonly orbit: Orbit;
  /** False if it cannot swap and serves as the middle of dual downlinks. */
  readonly memory: boolean;
  /** Infinity if unlimited. */
  readonly maximumTerminals: number;
  readonly sharedSource: boolean;
  readonly bands: NodeBands;
  /** M of C8; undefined if unlimited. */
  readonly memoryModes: number | undefined;
}

/** Unix time in ms of the start of slot 0; 0 if the scenario has no clock. */
export const startMilliseconds = (scenario: Pick<Scenario, 'horizon'>): number =>
  scenario.horizon.start === undefined ? 0 : Date.parse(scenario.horizon.start);

/**
 * The satellites of a scenario in its order. Names from TLE and OMM are converted to identifiers; a name that is taken
 * gets the catalogue number appended.
 *
 * @param remarks receives remarks for the reader of the network
 * @throws InputError for malformed elements, filters that match nothing and a missing start
 */
export function resolveSatellites(
  scenario: Pick<Scenario, 'satellites' | 'horizon' | 'hardware'>,
  remarks: ElementRemarks = noRemarks(),
): readonly Satellite[] {
  const issues: InputIssue[] = [];
  if (scenario.satellites.length > 0 && scenario.horizon.start === undefined) {
    const message = 'Satellites need to know when slot 0 starts.';
    issues.push({ path: 'horizon.start', message, hint: 'Add `start: 2026-01-01T00:00:00Z`, say.' });
  }
  const taken = new Set<string>();
  const startMs = startMilliseconds(scenario);
  const endMs = startMs + 1000 * scenario.horizon.slots * scenario.horizon.slotSeconds;
  const satellites = scenario.satellites.flatMap((entry, index) => {
    const {
      memory,
      maximumTerminals = Number.POSITIVE_INFINITY,
      sharedSource,
      memoryBandNm,
      interfaces,
    } = entry;
    const path = `satellites[${index}]`;
    return orbitsOf(entry, path, [startMs, endMs], taken, issues, remarks).map(({ id, orbit }) => {
      if (taken.has(id)) {
        issues.push({ path, message: `There are two satellites ${id}.`, hint: 'Give one another id.' });
      }
      taken.add(id);
      return {
        id,
        orbit,
        memory,
        maximumTerminals,
        sharedSource,
        bands: { memoryBandNm, interfaces },
        memoryModes: totalModes(entry, 'satellite', scenario),
      };
    });
  });
  if (issues.length > 0) throw new InputError(issues);
  return satellites;
}

function orbitsOf(
  entry: SatelliteEntry,
  path: string,
  times: readonly [fromMs: number, toMs: number],
  taken: ReadonlySet<string>,
  issues: InputIssue[],
  remarks: ElementRemarks,
): readonly NamedOrbit[] {
  const [startMs] = times;
  if ('circular' in entry) {
    return [{ id: entry.circular.id, orbit: circularOrbit(entry.circular, startMs) }];
  }
  if ('walker' in entry) {
    const { walker } = entry;
    if (walker.total % walker.planes !== 0) {
      const message = `${walker.total} satellites cannot be divided among ${walker.planes} planes.`;
      issues.push({ path: `${path}.walker.planes`, message, hint: 'Let planes divide total.' });
      return [];
    }
    return walkerElements(walker).map(({ plane, number, elements }) => ({
      id: `${walker.id}-${plane}-${number}`,
      orbit: circularOrbit(elements, startMs),
    }));
  }
  const [key, given] = 'tle' in entry ? (['tle', entry.tle] as const) : (['omm', entry.omm] as const);
  const { text, source, ...filters } = given;
  if (text === undefined) {
    const message = `The ${key.toUpperCase()} has no text.`;
    issues.push({ path: `${path}.${key}`, message, hint: 'Give `text`, or `file` and have it read.' });
    return [];
  }
  const from = { path: `${path}.${key}`, file: source ?? `${key.toUpperCase()} text` };
  const found = cataloguedOrbits(text, from, { filters, times, taken });
  issues.push(...found.issues);
  remarks.notes.push(...found.remarks.notes);
  remarks.warnings.push(...found.remarks.warnings);
  return found.orbits;
}
