import { InputError, type InputIssue } from '../../base/errors.ts';
import type { LinkClass } from '../../domain/network.ts';
import type { ScenarioInput } from '../schema/scenario.ts';
import { counted, examples } from './assumptions.ts';
import { kindsFromClasses } from './kinds.ts';

/** What an importer may be told. */
export interface ImportOptions {
  /** Name of the file, for messages and for the name of the scenario. */
  readonly fileName?: string;
  /** Pairs/s of links for which the file states neither a capacity nor a length. */
  readonly capacity?: number;
  /** Base fidelity of explicit links for which the file states none. */
  readonly fidelity?: number;
}

/** A scenario made of a file of another format, and everything in it that the file does not say. */
export interface Imported {
  readonly scenario: ScenarioInput;
  readonly assumptions: readonly string[];
}

/** A network as other formats state it. Names are as written there. */
export interface ForeignNetwork {
  readonly nodes: readonly ForeignNode[];
  readonly links: readonly ForeignLink[];
}

export interface ForeignNode {
  readonly name: string;
  readonly latitudeDeg?: number | undefined;
  readonly longitudeDeg?: number | undefined;
}

export interface ForeignLink {
  /** Indices of two different nodes. */
  readonly ends: readonly [number, number];
  /** Pairs/s. */
  readonly capacity?: number | undefined;
  readonly fidelity?: number | undefined;
  readonly lengthKm?: number | undefined;
  readonly class?: LinkClass | undefined;
}

const SLOTS = 10;
const SLOT_SECONDS = 20;
const CAPACITY = 1000;
const FIDELITY = 0.98;

/**
 * A scenario of a network of another format. A link with a capacity becomes an explicit link; without one,
 * a fibre where its length is stated or follows from the places of its ends; otherwise an explicit link
 * of the default capacity.
 * @throws InputError where the network has no link
 */
export function scenarioOfNetwork(
  network: ForeignNetwork,
  options: ImportOptions,
  alreadyAssumed: readonly string[],
): Imported {
  const { links, note: merged } = withoutRepetition(network.links);
  if (links.length === 0) {
    throw importError(
      [{ path: '', message: 'the file has no links.', hint: 'A network needs at least one.' }],
      options,
    );
  }
  const { names, note: renamed } = identifiers(network.nodes.map((node) => node.name));
  const endsOf = (link: ForeignLink): [string, string] => [names[link.ends[0]]!, names[link.ends[1]]!];
  const { kinds, note: guessed } = kindsFromClasses(names, links);
  const isStation = (node: number) => placeOf(network.nodes[node]!) !== null && kinds[node] === 'ground';

  const capacity = options.capacity ?? CAPACITY;
  const fidelity = options.fidelity ?? FIDELITY;
  const fibres: NonNullable<ScenarioInput['fibres']> = [];
  const explicit: NonNullable<ScenarioInput['links']> = [];
  const counts = { greatCircle: 0, capacity: 0, fidelity: 0, farFibres: 0, unusedLengths: 0 };
  for (const link of links) {
    const direct = greatCircleKm(network.nodes[link.ends[0]]!, network.nodes[link.ends[1]]!);
    const lengthKm = link.lengthKm ?? direct;
    const isGround =
      link.class === undefined ? link.ends.every((end) => kinds[end] === 'ground') : link.class === 'G2G';
    if (link.capacity === undefined && lengthKm !== null && lengthKm > 0 && isGround) {
      fibres.push({ ends: endsOf(link), lengthKm });
      if (link.lengthKm === undefined) counts.greatCircle++;
      if (lengthKm > 200) counts.farFibres++;
      continue;
    }
    if (link.capacity === undefined) counts.capacity++;
    if (link.fidelity === undefined) counts.fidelity++;
    if (link.lengthKm !== undefined) counts.unusedLengths++;
    explicit.push({
      ends: endsOf(link),
      ...(link.class && { class: link.class }),
      capacity: link.capacity ?? capacity,
      fidelity: link.fidelity ?? fidelity,
    });
  }
  const [source, destination, hops] = farApart(network.nodes.length, links);
  const indices = network.nodes.map((_, i) => i);
  const scenario: ScenarioInput = {
    satqn: 1,
    name: options.fileName?.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || 'imported network',
    horizon: { slots: SLOTS, slotSeconds: SLOT_SECONDS },
    capacityUnit: 'pairs-per-second',
    nodes: indices.filter((i) => !isStation(i)).map((i) => ({ id: names[i]!, kind: kinds[i]! })),
    stations: indices.filter(isStation).map((i) => ({ id: names[i]!, ...placeOf(network.nodes[i]!)! })),
    links: explicit,
    fibres,
    demands: [{ source: names[source]!, destination: names[destination]! }],
  };
  const assumptions = [
    ...alreadyAssumed,
    ...renamed,
    ...guessed,
    ...merged,
    ...counted(
      'Fibres without a stated length',
      counts.greatCircle,
      'the great-circle distance of their ends was taken',
    ),
    ...counted('Fibres longer than 200 km', counts.farFibres, 'next to no pair survives them'),
    ...counted('Links without a stated capacity', counts.capacity, `${capacity} pairs/s was taken`),
    ...counted('Links without a stated fidelity', counts.fidelity, `${fidelity} was taken`),
    ...counted(
      'Stated lengths not used',
      counts.unusedLengths,
      'those links have a capacity or are not over fibre',
    ),
    ...(explicit.length > counts.capacity ? ['Stated capacities were read as pairs/s.'] : []),
    `The horizon is ${SLOTS} slots of ${SLOT_SECONDS} s, and the network is the same in all of them.`,
    `One demand was chosen: ${names[source]} to ${names[destination]}, ${hops} hops apart.`,
    'No node stores pairs: add capacities under storage.',
  ];
  return { scenario, assumptions };
}

/** The error of an importer, with the name of the file in every issue. */
export const importError = (issues: readonly InputIssue[], options: ImportOptions): InputError =>
  new InputError(
    issues.map((issue) => (options.fileName === undefined ? issue : { ...issue, file: options.fileName })),
  );

/** One link between two nodes, the first that is stated: the other direction and parallel links add nothing. */
function withoutRepetition(links: readonly ForeignLink[]): { links: ForeignLink[]; note: string[] } {
  const first = new Map<string, ForeignLink>();
  let reversed = 0;
  let parallel = 0;
  for (const link of links) {
    const key = link.ends.toSorted((a, b) => a - b).join(' ');
    const before = first.get(key);
    if (before === undefined) first.set(key, link);
    else if (before.ends[0] === link.ends[0]) parallel++;
    else reversed++;
  }
  return {
    links: [...first.values()],
    note: [
      ...counted('Links stated in both directions', reversed, 'each is one link, as stated first'),
      ...counted('Links that repeat one between the same nodes', parallel, 'dropped'),
    ],
  };
}

/** Names that a scenario accepts, each once. */
function identifiers(names: readonly string[]): { names: string[]; note: string[] } {
  const taken = new Set<string>();
  const accepted = names.map((name, i) => {
    const plain = name.replace(/[\s+[\]|,"]+/g, ' ').trim() || `node ${i + 1}`;
    let free = plain;
    for (let number = 2; taken.has(free); number++) free = `${plain}#${number}`;
    taken.add(free);
    return free;
  });
  const changed = accepted.flatMap((name, i) => (name === names[i] ? [] : [`'${names[i]}' as '${name}'`]));
  return { names: accepted, note: counted('Nodes renamed', changed.length, examples(changed)) };
}

function placeOf(node: ForeignNode): { latitudeDeg: number; longitudeDeg: number } | null {
  const { latitudeDeg, longitudeDeg } = node;
  return latitudeDeg === undefined || longitudeDeg === undefined ? null : { latitudeDeg, longitudeDeg };
}

/** Haversine formula on a sphere of 6371 km; null where a place is unknown. */
function greatCircleKm(a: ForeignNode, b: ForeignNode): number | null {
  const [from, to] = [placeOf(a), placeOf(b)];
  if (from === null || to === null) return null;
  const radians = Math.PI / 180;
  const halfSine = (degrees: number) => Math.sin((degrees * radians) / 2) ** 2;
  const h =
    halfSine(to.latitudeDeg - from.latitudeDeg) +
    Math.cos(from.latitudeDeg * radians) *
      Math.cos(to.latitudeDeg * radians) *
      halfSine(to.longitudeDeg - from.longitudeDeg);
  return 2 * 6371 * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** Two nodes many hops apart: the farthest from the first link, and the farthest from that. */
function farApart(nodeCount: number, links: readonly ForeignLink[]): [number, number, number] {
  const neighbours: number[][] = Array.from({ length: nodeCount }, () => []);
  for (const { ends } of links) {
    neighbours[ends[0]]!.push(ends[1]);
    neighbours[ends[1]]!.push(ends[0]);
  }
  const farthestFrom = (origin: number): [number, number] => {
    const hops = new Map([[origin, 0]]);
    for (const [node, distance] of hops) {
      for (const next of neighbours[node]!) if (!hops.has(next)) hops.set(next, distance + 1);
    }
    // In the order of discovery distances rise, so that the last one is a farthest.
    return [...hops].at(-1)!;
  };
  const [source] = farthestFrom(links[0]!.ends[0]);
  const [destination, hops] = farthestFrom(source);
  return [source, destination, hops];
}
