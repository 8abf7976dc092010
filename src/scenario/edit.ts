import { type Document, isMap, isSeq, parseDocument, type YAMLMap } from 'yaml';
import { InputError } from '../base/errors.ts';

/** A change of a scenario such as one makes on a map. */
export type ScenarioEdit =
  | { readonly kind: 'add-station'; readonly id: string; readonly place: EditedPlace }
  | {
      readonly kind: 'add-platform';
      readonly id: string;
      readonly place: EditedPlace;
      readonly altitudeM: number;
    }
  /** Of a station or a platform with a fixed place. */
  | { readonly kind: 'move'; readonly id: string; readonly place: EditedPlace }
  | {
      readonly kind: 'add-demand';
      readonly source: string;
      readonly destination: string;
      readonly fidelityTarget: number;
    }
  | { readonly kind: 'change-demand'; readonly index: number; readonly values: DemandValues }
  | { readonly kind: 'remove-demand'; readonly index: number }
  /** B_m of a node, in pairs; 0 takes its memory away. */
  | { readonly kind: 'set-memory'; readonly node: string; readonly capacity: number };

export interface EditedPlace {
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
}

export interface DemandValues {
  readonly fidelityTarget?: number;
  readonly minimumRate?: number;
  readonly weight?: number;
}

/**
 * The text of a scenario with one change made in it; comments and order stay. The result is not checked:
 * parse it.
 * @throws InputError where the text is no block of keys, or holds nothing of that name
 */
export function editScenario(text: string, edit: ScenarioEdit): string {
  const document = parseDocument(text);
  if (document.errors.length > 0 || !isMap(document.contents)) {
    throw problem('The text cannot be changed while it is not valid YAML.', 'Mend it first.');
  }
  apply(document, edit);
  return document.toString({ lineWidth: 0 });
}

function apply(document: Document, edit: ScenarioEdit): void {
  switch (edit.kind) {
    case 'add-station':
      append(document, 'stations', { id: edit.id, ...rounded(edit.place) });
      return;
    case 'add-platform':
      append(document, 'platforms', {
        id: edit.id,
        ...rounded(edit.place),
        altitudeM: edit.altitudeM,
      });
      return;
    case 'move': {
      const entry = entryNamed(document, ['stations', 'platforms'], edit.id);
      if (entry.has('waypoints'))
        throw problem(`${edit.id} moves along waypoints.`, 'Change these in the text.');
      for (const [key, value] of Object.entries(rounded(edit.place))) entry.set(key, value);
      return;
    }
    case 'add-demand': {
      const { source, destination, fidelityTarget } = edit;
      append(document, 'demands', { source, destination, fidelityTarget });
      return;
    }
    case 'change-demand': {
      const entry = document.getIn(['demands', edit.index]);
      if (!isMap(entry)) throw problem(`There is no demand ${edit.index + 1}.`, 'It may have been removed.');
      for (const [key, value] of Object.entries(edit.values)) entry.set(key, value);
      return;
    }
    case 'remove-demand':
      document.deleteIn(['demands', edit.index]);
      return;
    case 'set-memory':
      setMemory(document, edit.node, edit.capacity);
      return;
  }
}

/** An entry of `storage.nodes`, which goes before what `storage.kinds` says of all of a kind. */
function setMemory(document: Document, node: string, capacity: number): void {
  const nodes = document.getIn(['storage', 'nodes']);
  const known = isSeq(nodes)
    ? nodes.items.find((item): item is YAMLMap => isMap(item) && item.get('node') === node)
    : undefined;
  if (known) known.set('capacity', capacity);
  else append(document, ['storage', 'nodes'], { node, capacity });
}

function append(document: Document, section: string | readonly string[], value: object): void {
  const path = typeof section === 'string' ? [section] : [...section];
  const list = document.getIn(path);
  const entry = document.createNode(value, { flow: true });
  if (isSeq(list)) {
    // A list that was written as `[]` would hold its entries on one line.
    if (list.items.length === 0) list.flow = false;
    list.add(entry);
  } else document.setIn(path, document.createNode([entry]));
}

function entryNamed(document: Document, sections: readonly string[], id: string): YAMLMap {
  for (const section of sections) {
    const list = document.get(section);
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
