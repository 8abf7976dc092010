import type { InputIssue } from '../../base/errors.ts';
import type { Warning } from '../../domain/warning.ts';
import { didYouMean } from '../../scenario/nearest.ts';
import {
  type ElementFault,
  type ElementSet,
  type ElementSource,
  limited,
  type ParsedElements,
} from './element-set.ts';

/** Which satellites of a text are wanted: all without filters; those that match both with both. */
export interface ElementFilters {
  /** Whole names in upper or lower case, or patterns in which `*` stands for anything. */
  readonly names?: readonly string[] | undefined;
  readonly catalogueNumbers?: readonly number[] | undefined;
}

interface WantedElements {
  readonly sets: readonly ElementSet[];
  readonly issues: readonly InputIssue[];
  /** About unreadable elements that were left out because they are not wanted. */
  readonly warnings: readonly Warning[];
}

type Identity = Pick<ElementFault, 'name' | 'catalogueNumber'>;

/** One entry of a filter. */
interface Entry {
  readonly path: string;
  readonly text: string;
  /** Whether the entry matches; null if that cannot be determined. */
  readonly fits: (identity: Identity) => boolean | null;
}

/** Identifiers contain no `+ [ ] | , "`: brackets become parentheses, the others dashes. */
export const identifierOf = (name: string): string =>
  name
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/[+|,"\n]/g, '-')
    .trim();

/** A satellite without a name is named after its number. */
const nameOrNumber = ({ name, catalogueNumber }: Identity): string | null =>
  name ?? (catalogueNumber === null ? null : `${catalogueNumber}`);

const normalForm = (name: string): string => identifierOf(name).toLowerCase();

function nameEntry(text: string, path: string): Entry {
  const normal = normalForm(text);
  const parts = normal.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return {
    path,
    text,
    fits: (identity) => {
      const name = nameOrNumber(identity);
      return name === null ? null : pattern.test(normalForm(name));
    },
  };
}

const numberEntry = (wanted: number, path: string): Entry => ({
  path,
  text: `${wanted}`,
  fits: ({ catalogueNumber }) => (catalogueNumber === null ? null : catalogueNumber === wanted),
});

/**
 * Applies the filters. An entry that nothing matches is a mistake, and so is something unreadable that may be wanted;
 * something unreadable that is not wanted is noted.
 */
export function wantedElements(
  { sets, faults }: ParsedElements,
  { names, catalogueNumbers }: ElementFilters,
  from: ElementSource,
): WantedElements {
  const path = (key: string, index: number) => [from.path, `${key}[${index}]`].filter(Boolean).join('.');
  const filters = [
    names?.map((name, index) => nameEntry(name, path('names', index))),
    catalogueNumbers?.map((number, index) => numberEntry(number, path('catalogueNumbers', index))),
  ].filter((entries) => entries !== undefined);
  const unmet = new Set(filters.flat().filter(({ fits }) => !sets.some((set) => fits(set))));
  // What cannot be told from a fault may be what an entry without a satellite means.
  const mayBe = (fault: ElementFault) => (entry: Entry) => entry.fits(fault) ?? unmet.has(entry);
  const isWanted = (fault: ElementFault) => filters.every((entries) => entries.some(mayBe(fault)));
  const wantedFaults = faults.filter(isWanted);
  const left = faults.filter((fault) => !isWanted(fault));
  const kept = sets.filter((set) => filters.every((entries) => entries.some(({ fits }) => fits(set))));
  const issues = [
    ...limited(
      wantedFaults.flatMap((fault) => fault.issues),
      from,
    ),
  ];
  if (sets.length > 0) {
    for (const entry of unmet) {
      if (wantedFaults.some((fault) => entry.fits(fault))) continue;
      issues.push(noneFits(entry, sets, from));
    }
    if (kept.length === 0 && unmet.size === 0 && wantedFaults.length === 0) {
      const message = `The filters leave no satellite of ${from.file}.`;
      const hint = 'Names and catalogue numbers must both match.';
      issues.push({ path: from.path, message, hint });
    }
  }
  return { sets: kept, issues, warnings: left.length === 0 ? [] : [leftOut(left, from)] };
}

function noneFits({ path, text }: Entry, sets: readonly ElementSet[], from: ElementSource): InputIssue {
  const byName = path.includes('names[');
  const known = sets.map((set) => (byName ? nameOrNumber(set)! : `${set.catalogueNumber}`));
  const message = `No satellite of ${from.file} is ${byName ? `named '${text}'` : text}.`;
  return { path, message, hint: didYouMean(text, known, 'Look it up there.') };
}

function leftOut(faults: readonly ElementFault[], from: ElementSource): Warning {
  const [first] = faults[0]!.issues;
  const place = first?.line === undefined ? first?.path : `line ${first.line}`;
  const [what, are] =
    faults.length === 1 ? ['1 element set', 'is'] : [`${faults.length} element sets`, 'are'];
  return {
    kind: 'elements-left-out',
    where: [from.path, from.file].filter(Boolean).join(', '),
    message: `${what} cannot be read and ${are} left out, as not asked for (${place}: ${first?.message.replace(/\.$/, '')}).`,
    hint: 'Mend the file where one of them is meant.',
  };
}
