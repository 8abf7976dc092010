import { InputError, type InputIssue } from '../base/errors.ts';
import { type ElementRemarks, type ElementSource, noRemarks } from './elements/element-set.ts';
import { type ElementHistory, elementHistories, setsWithin } from './elements/histories.ts';
import { parseElements } from './elements/read.ts';
import { type ElementFilters, identifierOf, wantedElements } from './elements/wanted.ts';
import { failureOf, nearestInTime, type Orbit, sgp4Orbit } from './orbit.ts';

export interface NamedOrbit {
  readonly id: string;
  readonly orbit: Orbit;
}

interface CataloguedOptions {
  readonly filters?: ElementFilters | undefined;
  /** Unix times, ms, between which positions are needed; always by default. */
  readonly times?: readonly [fromMs: number, toMs: number] | undefined;
  /** Names that satellites already have. */
  readonly taken?: ReadonlySet<string> | undefined;
}

/** The satellites of a text of elements, the mistakes in it, and remarks for the reader. */
interface CataloguedOrbits {
  readonly orbits: readonly NamedOrbit[];
  readonly issues: readonly InputIssue[];
  readonly remarks: ElementRemarks;
}

/**
 * The satellites of a text of TLE or OMM in any notation, one each however many element sets it has: at every time, the
 * nearest set counts. Mistakes are returned, not thrown.
 */
export function cataloguedOrbits(
  text: string,
  from: ElementSource,
  {
    filters = {},
    times = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    taken,
  }: CataloguedOptions = {},
): CataloguedOrbits {
  const wanted = wantedElements(parseElements(text, from), filters, from);
  const { histories, issues: doubtful } = elementHistories(wanted.sets, from);
  const issues: InputIssue[] = [...wanted.issues, ...doubtful];
  // What cannot be read may be the satellite that another one would be taken for.
  if (issues.length > 0) return { orbits: [], issues, remarks: noRemarks() };
  const used = new Set(taken);
  const orbits = histories.map((history) => {
    const plain = identifierOf(history.name ?? '') || `${history.catalogueNumber}`;
    const id = used.has(plain) ? `${plain} ${history.catalogueNumber}` : plain;
    used.add(id);
    return { id, orbit: orbitOf(history, times, from, issues) };
  });
  return {
    orbits,
    issues,
    remarks: { notes: severalEpochs(histories, from), warnings: [...wanted.warnings] },
  };
}

/**
 * The satellites of a text of TLE or OMM, in JSON, CSV, XML or KVN.
 * @param remarks receives remarks for the reader
 * @throws InputError if the text is malformed or a filter matches nothing
 */
export function readSatellites(
  text: string,
  { file = 'elements', ...options }: Omit<CataloguedOptions, 'taken'> & { readonly file?: string } = {},
  remarks: ElementRemarks = noRemarks(),
): readonly NamedOrbit[] {
  const { orbits, issues, remarks: found } = cataloguedOrbits(text, { path: '', file }, options);
  if (issues.length > 0) throw new InputError(issues);
  remarks.notes.push(...found.notes);
  remarks.warnings.push(...found.warnings);
  return orbits;
}

function orbitOf(
  history: ElementHistory,
  times: readonly [fromMs: number, toMs: number],
  from: ElementSource,
  issues: InputIssue[],
): Orbit {
  const sets = setsWithin(history, ...times);
  for (const { name, catalogueNumber, record } of sets) {
    if (record.error === 0 && Number.isFinite(record.a)) continue;
    const why = failureOf(record.error) ?? 'mean motion not above 0';
    const message = `SGP4 refuses the elements of ${name ?? catalogueNumber} (${why}).`;
    issues.push({ ...from, message, hint: 'Take newer elements, or leave the satellite out by a filter.' });
  }
  const orbits = sets.map(({ record, epochMs }) => sgp4Orbit(record, epochMs));
  return nearestInTime(orbits, Number.isFinite(times[0]) ? times[0] : sets[0]!.epochMs);
}

function severalEpochs(histories: readonly ElementHistory[], { file }: ElementSource): string[] {
  const several = histories.filter(({ sets }) => sets.length > 1);
  if (several.length === 0) return [];
  const [{ name, catalogueNumber, sets }] = several as [ElementHistory];
  const of = several.length === 1 ? '' : ` of ${several.length} satellites`;
  return [
    `${file} has several element sets${of} (${name ?? catalogueNumber}: ${sets.length}); at every time the set of the nearest epoch is used`,
  ];
}
