import { isMap, isSeq, type YAMLMap } from 'yaml';
import { InputError } from '../base/errors.ts';
import type { PointingUse } from '../domain/pointing.ts';
import { openText, type SourceText } from './source-text.ts';

/** A change of a scenario, as made on a map. */
export type ScenarioEdit =
  | { readonly kind: 'add-station'; readonly id: string; readonly place: EditedPlace }
  | {
      readonly kind: 'add-platform';
      readonly id: string;
      readonly place: EditedPlace;
      readonly altitudeM: number;
    }
  /** Moves a station, or a platform with a fixed place. */
  | { readonly kind: 'move'; readonly id: string; readonly place: EditedPlace }
  | {
      readonly kind: 'add-demand';
      readonly source: string;
      readonly destination: string;
      readonly fidelityTarget: number;
    }
  /** Adds a link with the same capacity, in the scenario's unit, and the same fidelity in all slots. */
  | {
      readonly kind: 'add-link';
      readonly ends: readonly [string, string];
      readonly capacity: number;
      readonly fidelity: number;
    }
  | { readonly kind: 'change-demand'; readonly index: number; readonly values: DemandValues }
  | { readonly kind: 'remove-demand'; readonly index: number }
  /** Pins or forbids a pointing, in place of what was decided about the link in these slots. */
  | ({ readonly kind: 'decide-pointing' } & DecidedPointing)
  /** Leaves to the plan again what was decided about a link in these slots; what is decided about other slots stays. */
  | ({ readonly kind: 'leave-pointing' } & Omit<DecidedPointing, 'use'>)
  /** Sets B_m of a node, in pairs; 0 removes its memory. */
  | { readonly kind: 'set-memory'; readonly node: string; readonly capacity: number };

interface EditedPlace {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

interface DecidedPointing {
  readonly link: string;
  /** Slots from ≤ t < to. */
  readonly from: number;
  readonly to: number;
  readonly use: PointingUse;
}

interface DemandValues {
  readonly fidelityTarget?: number;
  readonly minimumRate?: number;
  readonly weight?: number;
}

/**
 * The text of a scenario with one change made; everything else stays as it was written. The result is not checked:
 * parse it.
 * @throws InputError if the text is not a block of keys, or contains nothing of that name
 */
export function editScenario(text: string, edit: ScenarioEdit): string {
  const source = openText(text);
  if (source === null)
    throw problem('The text cannot be changed while it is not valid YAML.', 'Mend it first.');
  switch (edit.kind) {
    case 'add-station':
      return source.append(['stations'], { id: edit.id, ...rounded(edit.place) });
    case 'add-platform':
      return source.append(['platforms'], { id: edit.id, ...rounded(edit.place), altitudeM: edit.altitudeM });
    case 'move': {
      const entry = entryNamed(source, ['stations', 'platforms'], edit.id);
      if (entry.has('waypoints'))
        throw problem(`${edit.id} moves along waypoints.`, 'Change these in the text.');
      return source.set(entry, rounded(edit.place));
    }
    case 'add-demand': {
      const { source: from, destination, fidelityTarget } = edit;
      return source.append(['demands'], { source: from, destination, fidelityTarget });
    }
    case 'add-link': {
      const { ends, capacity, fidelity } = edit;
      return source.append(['links'], { ends, capacity, fidelity });
    }
    case 'change-demand':
      return source.set(demandAt(source, edit.index), { ...edit.values });
    case 'remove-demand':
      demandAt(source, edit.index);
      return source.remove(['demands'], edit.index);
    case 'decide-pointing': {
      const { link, from, to, use } = edit;
      const left = openText(leavePointing(text, edit))!;
      return left.append(['pointings'], { link, from, to, use });
    }
    case 'leave-pointing':
      return leavePointing(text, edit);
    case 'set-memory':
      return setMemory(source, edit.node, edit.capacity);
  }
}

/** Writes an entry of `storage.nodes`, which takes precedence over `storage.kinds`. */
function setMemory(source: SourceText, node: string, capacity: number): string {
  const nodes = source.at(['storage', 'nodes']);
  const known = isSeq(nodes)
    ? nodes.items.find((item): item is YAMLMap => isMap(item) && item.get('node') === node)
    : undefined;
  return known ? source.set(known, { capacity }) : source.append(['storage', 'nodes'], { node, capacity });
}

/** Without what `pointings` say about a link in these slots; entries that reach beyond them are shortened, or split in two. */
function leavePointing(text: string, { link, from, to }: Omit<DecidedPointing, 'use'>): string {
  const source = openText(text)!;
  const list = source.at(['pointings']);
  const entries = isSeq(list) ? list.items : [];
  const index = entries.findIndex(
    (item) =>
      isMap(item) &&
      item.get('link') === link &&
      Number(item.get('from')) < to &&
      from < Number(item.get('to')),
  );
  const entry = entries[index];
  if (!isMap(entry)) return text;
  const [first, end] = [Number(entry.get('from')), Number(entry.get('to'))];
  const shortened = (): string => {
    if (first < from) return source.set(entry, { to: from });
    return end > to ? source.set(entry, { from: to }) : source.remove(['pointings'], index);
  };
  const left = shortened();
  const isSplit = first < from && end > to;
  const split = isSplit
    ? openText(left)!.append(['pointings'], { link, from: to, to: end, use: entry.get('use') })
    : left;
  return leavePointing(split, { link, from, to });
}

function demandAt(source: SourceText, index: number): YAMLMap {
  const entry = source.at(['demands', index]);
  if (!isMap(entry)) throw problem(`There is no demand ${index + 1}.`, 'It may have been removed.');
  return entry;
}

function entryNamed(source: SourceText, sections: readonly string[], id: string): YAMLMap {
  for (const section of sections) {
    const list = source.at([section]);
    const found = isSeq(list)
      ? list.items.find((item): item is YAMLMap => isMap(item) && item.get('id') === id)
      : undefined;
    if (found) return found;
  }
  throw problem(`There is no station or platform ${id}.`, 'It may have been removed.');
}

/** To about ten metres. */
const rounded = ({ latitudeDeg, longitudeDeg }: EditedPlace) => ({
  latitudeDeg: Number(latitudeDeg.toFixed(4)),
  longitudeDeg: Number(longitudeDeg.toFixed(4)),
});

const problem = (message: string, hint: string) => new InputError([{ path: '', message, hint }]);
