import { InputError, type InputIssue } from '../base/errors.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import type { ElementSet, ElementSource, ParsedElements } from './elements.ts';
import { circularOrbit, walkerElements } from './kepler.ts';
import { parseOmm } from './omm.ts';
import { type Orbit, sgp4Orbit } from './orbit.ts';
import { parseTle } from './tle.ts';

type SatelliteEntry = Scenario['satellites'][number];

/** One satellite of a scenario, whatever it was given as. */
export interface Satellite {
  readonly id: string;
  readonly orbit: Orbit;
  /** False: it cannot swap and serves as the middle of dual downlinks. */
  readonly memory: boolean;
  /** Infinity if unlimited. */
  readonly maximumTerminals: number;
  readonly sharedSource: boolean;
}

/** Unix time in ms of the start of slot 0; 0 where the scenario has no clock. */
export const startMilliseconds = (scenario: Pick<Scenario, 'horizon'>): number =>
  scenario.horizon.start === undefined ? 0 : Date.parse(scenario.horizon.start);

/**
 * The satellites of a scenario in its order. Names from TLE and OMM are brought into the form of
 * identifiers; a name that is taken gets the catalogue number appended.
 *
 * @throws InputError for malformed elements, filters that match nothing and a missing start.
 */
export function resolveSatellites(scenario: Pick<Scenario, 'satellites' | 'horizon'>): readonly Satellite[] {
  const issues: InputIssue[] = [];
  if (scenario.satellites.length > 0 && scenario.horizon.start === undefined) {
    const message = 'Satellites need to know when slot 0 starts.';
    issues.push({ path: 'horizon.start', message, hint: 'Add `start: 2026-01-01T00:00:00Z`, say.' });
  }
  const taken = new Set<string>();
  const startMs = startMilliseconds(scenario);
  const satellites = scenario.satellites.flatMap((entry, index) => {
    const { memory, maximumTerminals = Number.POSITIVE_INFINITY, sharedSource } = entry;
    const path = `satellites[${index}]`;
    return orbitsOf(entry, path, startMs, taken, issues).map(({ id, orbit }) => {
      if (taken.has(id)) {
        issues.push({ path, message: `There are two satellites ${id}.`, hint: 'Give one another id.' });
      }
      taken.add(id);
      return { id, orbit, memory, maximumTerminals, sharedSource };
    });
  });
  if (issues.length > 0) throw new InputError(issues);
  return satellites;
}

interface NamedOrbit {
  readonly id: string;
  readonly orbit: Orbit;
}

function orbitsOf(
  entry: SatelliteEntry,
  path: string,
  startMs: number,
  taken: ReadonlySet<string>,
  issues: InputIssue[],
): readonly NamedOrbit[] {
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
  const [kind, source] = 'tle' in entry ? (['tle', entry.tle] as const) : (['omm', entry.omm] as const);
  const sourcePath = `${path}.${kind}`;
  if (source.text === undefined) {
    const message = `The ${kind.toUpperCase()} has no text.`;
    issues.push({ path: sourcePath, message, hint: 'Give `text`, or `file` and have it read.' });
    return [];
  }
  const from: ElementSource = { path: sourcePath, file: source.file ?? `${kind.toUpperCase()} text` };
  const parsed = kind === 'tle' ? parseTle(source.text, from) : parseOmm(source.text, from);
  issues.push(...parsed.issues);
  return named(select(parsed, source, from, issues), taken);
}

/** Applies the filters; one that matches nothing is a mistake. */
function select(
  parsed: ParsedElements,
  filters: {
    readonly names?: readonly string[] | undefined;
    readonly catalogueNumbers?: readonly number[] | undefined;
  },
  from: ElementSource,
  issues: InputIssue[],
): readonly ElementSet[] {
  const keyOf = (name: string): string => name.trim().toLowerCase();
  let sets = parsed.sets;
  const keep = <Key>(key: string, wanted: readonly Key[] | undefined, of: (set: ElementSet) => Key): void => {
    if (wanted === undefined || parsed.issues.length > 0) return;
    const present = new Set(parsed.sets.map(of));
    wanted.forEach((value, position) => {
      if (present.has(value)) return;
      const message = `No satellite of ${from.file} is ${typeof value === 'string' ? `named "${value}"` : value}.`;
      issues.push({ path: `${from.path}.${key}[${position}]`, message, hint: 'Look it up in the elements.' });
    });
    sets = sets.filter((set) => wanted.includes(of(set)));
  };
  keep('names', filters.names?.map(keyOf), (set) => keyOf(set.name ?? ''));
  keep('catalogueNumbers', filters.catalogueNumbers, (set) => set.catalogueNumber);
  if (sets.length === 0 && parsed.sets.length > 0 && parsed.issues.length === 0) {
    const message = `The filters leave no satellite of ${from.file}.`;
    issues.push({ path: from.path, message, hint: 'Names and catalogue numbers must both match.' });
  }
  for (const { name, catalogueNumber, record } of sets) {
    if (record.error === 0 && Number.isFinite(record.a)) continue;
    const message = `SGP4 refuses the elements of ${name ?? catalogueNumber} (error ${record.error}).`;
    issues.push({ ...from, message, hint: 'Take newer elements, or leave the satellite out by a filter.' });
  }
  return sets;
}

/** Identifiers hold no `+ [ ] | , "`: brackets become parentheses, the others dashes. */
const identifierOf = (name: string): string =>
  name
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/[+|,"\n]/g, '-')
    .trim();

function named(sets: readonly ElementSet[], taken: ReadonlySet<string>): readonly NamedOrbit[] {
  const used = new Set(taken);
  return sets.map(({ name, catalogueNumber, record }) => {
    const plain = identifierOf(name ?? '') || `${catalogueNumber}`;
    const id = used.has(plain) ? `${plain} ${catalogueNumber}` : plain;
    used.add(id);
    return { id, orbit: sgp4Orbit(record) };
  });
}
