import { InputError, type InputIssue } from '../base/errors.ts';
import { didYouMean } from '../scenario/nearest.ts';
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

/**
 * The satellites of a text of TLE or OMM JSON.
 *
 * @throws InputError where it is malformed.
 */
export function readSatellites(text: string): readonly NamedOrbit[] {
  const issues: InputIssue[] = [];
  const kind = /^\s*[[{]/.test(text) ? 'omm' : 'tle';
  const orbits = catalogued(kind, { text }, kind, new Set(), issues);
  if (issues.length > 0) throw new InputError(issues);
  return orbits;
}

export interface NamedOrbit {
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
  return 'tle' in entry
    ? catalogued('tle', entry.tle, `${path}.tle`, taken, issues)
    : catalogued('omm', entry.omm, `${path}.omm`, taken, issues);
}

interface ElementText {
  readonly file?: string | undefined;
  readonly text?: string | undefined;
  readonly source?: string | undefined;
  readonly names?: readonly string[] | undefined;
  readonly catalogueNumbers?: readonly number[] | undefined;
}

function catalogued(
  kind: 'tle' | 'omm',
  elements: ElementText,
  path: string,
  taken: ReadonlySet<string>,
  issues: InputIssue[],
): readonly NamedOrbit[] {
  if (elements.text === undefined) {
    const message = `The ${kind.toUpperCase()} has no text.`;
    issues.push({ path, message, hint: 'Give `text`, or `file` and have it read.' });
    return [];
  }
  const from: ElementSource = { path, file: elements.source ?? `${kind.toUpperCase()} text` };
  const parsed = kind === 'tle' ? parseTle(elements.text, from) : parseOmm(elements.text, from);
  issues.push(...parsed.issues);
  return named(select(parsed, elements, from, issues), taken);
}

/** Applies the filters; one that matches nothing is a mistake. */
function select(
  parsed: ParsedElements,
  filters: ElementText,
  from: ElementSource,
  issues: InputIssue[],
): readonly ElementSet[] {
  if (parsed.issues.length > 0) return [];
  let sets = parsed.sets;
  const keep = (key: 'names' | 'catalogueNumbers', of: (set: ElementSet) => string | number): void => {
    const wanted: readonly (string | number)[] | undefined = filters[key];
    if (wanted === undefined) return;
    const normal = wanted.map(normalForm);
    const present = new Set(parsed.sets.map((set) => normalForm(of(set))));
    normal.forEach((value, position) => {
      if (present.has(value)) return;
      const message = `No satellite of ${from.file} is ${key === 'names' ? `named '${wanted[position]}'` : value}.`;
      const hint = didYouMean(
        `${wanted[position]}`,
        parsed.sets.map((set) => `${of(set)}`),
        'Look it up there.',
      );
      issues.push({ path: `${from.path}.${key}[${position}]`, message, hint });
    });
    const selected = new Set(normal);
    sets = sets.filter((set) => selected.has(normalForm(of(set))));
  };
  keep('names', ({ name }) => name ?? '');
  keep('catalogueNumbers', ({ catalogueNumber }) => catalogueNumber);
  if (sets.length === 0) {
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

const normalForm = (value: string | number): string => `${value}`.trim().toLowerCase();

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
