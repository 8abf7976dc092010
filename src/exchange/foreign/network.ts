import type { LinkClass } from '../../domain/network.ts';
import { greatCircleKm } from '../../scenario/great-circle.ts';
import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import { type Imported, type ImportOptions, importError, scenarioName } from '../importers/importer.ts';
import { counted, examples } from './assumptions.ts';
import { chooseDemand } from './demand.ts';
import { HORIZON, HORIZON_NOTE } from './horizon.ts';
import { kindsFromClasses } from './kinds.ts';
import { lengthReader, type StatedLength } from './lengths.ts';
import { identifiers } from './names.ts';
import type { Place } from './places.ts';

/** A network as other formats state it, with names as written there. */
interface ForeignNetwork {
  readonly nodes: readonly ForeignNode[];
  readonly links: readonly ForeignLink[];
}

export interface ForeignNode {
  readonly name: string;
  readonly place?: Place | undefined;
}

export interface ForeignLink {
  /** Indices of two different nodes. */
  readonly ends: readonly [number, number];
  /** Pairs/s. */
  readonly capacity?: number | undefined;
  readonly fidelity?: number | undefined;
  readonly length?: StatedLength | undefined;
  readonly class?: LinkClass | undefined;
}

const CAPACITY = 1000;
const FIDELITY = 0.98;
/** Length of a fibre between nodes in one place. */
const CO_LOCATED_KM = 0.001;
/** Almost no pair crosses a longer fibre. */
const FAR_KM = 200;

/**
 * A scenario from a network in another format. A link with a capacity becomes an explicit link; without one, it becomes
 * a fibre if its length is stated or follows from the places of its ends, otherwise an explicit link of the default
 * capacity.
 * @throws InputError if the network has no link
 */
export function scenarioOfNetwork(
  network: ForeignNetwork,
  options: ImportOptions,
  alreadyAssumed: readonly string[],
): Omit<Imported, 'format'> {
  const { links, note: merged } = withoutRepetition(network.links);
  if (links.length === 0) {
    throw importError(
      [{ path: '', message: 'the file has no links.', hint: 'A network needs at least one.' }],
      options,
    );
  }
  const { names, note: renamed } = identifiers(network.nodes.map((node) => node.name));
  const { kinds, note: guessed } = kindsFromClasses(names, links);
  const placeOf = (node: number): Place | undefined => network.nodes[node]!.place;
  const isStation = (node: number) => placeOf(node) !== undefined && kinds[node] === 'ground';
  const endsOf = (link: ForeignLink): [string, string] => [names[link.ends[0]]!, names[link.ends[1]]!];

  const isGround = (link: ForeignLink) =>
    link.class === undefined ? link.ends.every((end) => kinds[end] === 'ground') : link.class === 'G2G';
  const directKm = ({ ends }: ForeignLink): number | null => {
    const [from, to] = [placeOf(ends[0]), placeOf(ends[1])];
    return from && to ? greatCircleKm(from, to) : null;
  };
  const isFibre = (link: ForeignLink) =>
    link.capacity === undefined && isGround(link) && (link.length !== undefined || directKm(link) !== null);
  const fibreLinks = links.filter(isFibre);
  const lengths = lengthReader(fibreLinks.flatMap(({ length }) => length ?? []));
  const fibres = fibreLinks.map((link) => {
    const lengthKm = link.length ? lengths.kilometresOf(link.length) : directKm(link)!;
    return {
      ends: endsOf(link),
      lengthKm: Math.max(CO_LOCATED_KM, lengthKm),
    };
  });
  const coLocated = fibres.filter(({ lengthKm }) => lengthKm === CO_LOCATED_KM);

  const explicit = links.filter((link) => !isFibre(link));
  const [capacity, fidelity] = [options.capacity ?? CAPACITY, options.fidelity ?? FIDELITY];
  const count = (of: readonly ForeignLink[], is: (link: ForeignLink) => boolean) => of.filter(is).length;
  const unstated = count(explicit, (link) => link.capacity === undefined);

  const chosen = chooseDemand(
    network.nodes.length,
    links.map(({ ends }) => ends),
  );
  const [source, destination] = [names[chosen.source]!, names[chosen.destination]!];
  const indices = network.nodes.map((_, i) => i);
  const scenario: ScenarioInput = {
    satqn: 1,
    name: scenarioName(options),
    horizon: HORIZON,
    capacityUnit: 'pairs-per-second',
    nodes: indices.filter((i) => !isStation(i)).map((i) => ({ id: names[i]!, kind: kinds[i]! })),
    stations: indices.filter(isStation).map((i) => ({ id: names[i]!, ...placeOf(i)! })),
    links: explicit.map((link) => ({
      ends: endsOf(link),
      ...(link.class && { class: link.class }),
      capacity: link.capacity ?? capacity,
      fidelity: link.fidelity ?? fidelity,
    })),
    fibres,
    demands: [{ source, destination }],
  };
  const farther =
    chosen.limit === null ? '' : `; nodes farther apart need paths.maximumHops above ${chosen.limit}`;
  const assumptions = [
    ...alreadyAssumed,
    ...renamed,
    ...guessed,
    ...merged,
    ...lengths.note,
    ...counted(
      'Fibres without a stated length',
      count(fibreLinks, (link) => link.length === undefined),
      'the great-circle distance of their ends was taken',
    ),
    ...counted(
      'Fibres between nodes in one place',
      coLocated.length,
      `1 m was taken, for ${examples(coLocated.map(({ ends }) => ends.join(' and ')))}`,
    ),
    ...counted(
      `Fibres longer than ${FAR_KM} km`,
      fibres.filter(({ lengthKm }) => lengthKm > FAR_KM).length,
      'next to no pair survives them',
    ),
    ...counted('Links without a stated capacity', unstated, `${capacity} pairs/s was taken`),
    ...counted(
      'Links without a stated fidelity',
      count(explicit, (link) => link.fidelity === undefined),
      `${fidelity} was taken`,
    ),
    ...counted(
      'Stated lengths not used',
      count(explicit, (link) => link.length !== undefined),
      'those links have a capacity or are not over fibre',
    ),
    ...(explicit.length > unstated ? ['Stated capacities were read as pairs/s.'] : []),
    `${HORIZON_NOTE}, and the network is the same in all of them.`,
    `One demand was chosen: ${source} to ${destination}, ${chosen.hops} ${chosen.hops === 1 ? 'hop' : 'hops'} apart${farther}.`,
    'No node stores pairs: add capacities under storage.',
  ];
  return { scenario, assumptions };
}

/** One link between two nodes, the first stated: the other direction and parallel links add nothing. */
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
