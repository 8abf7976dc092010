import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import { type Imported, type ImportOptions, importError, scenarioName } from '../importers/importer.ts';
import { counted } from './assumptions.ts';
import { chooseDemand } from './demand.ts';
import { explicitLinks } from './explicit-links.ts';
import { fibresOf, isFibre } from './fibres.ts';
import type { ForeignLink, ForeignNetwork, ImportedNode } from './foreign-network.ts';
import { HORIZON, HORIZON_NOTE } from './horizon.ts';
import { kindsFromClasses } from './kinds.ts';
import { identifiers } from './names.ts';

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
  const nodes = network.nodes.map(
    ({ place }, i): ImportedNode => ({ id: names[i]!, kind: kinds[i]!, place }),
  );
  const { fibres, note: ofFibres } = fibresOf(
    links.filter((link) => isFibre(link, nodes)),
    nodes,
  );
  const explicit = explicitLinks(
    links.filter((link) => !isFibre(link, nodes)),
    nodes,
    options,
  );
  const { demand, note: chosen } = oneDemand(names, links);
  const scenario: ScenarioInput = {
    satqn: 1,
    name: scenarioName(options),
    horizon: HORIZON,
    capacityUnit: 'pairs-per-second',
    nodes: nodes.flatMap((node) => (isStation(node) ? [] : [{ id: node.id, kind: node.kind }])),
    stations: nodes.flatMap((node) => (isStation(node) ? [{ id: node.id, ...node.place }] : [])),
    links: explicit.links,
    fibres,
    demands: [demand],
  };
  const assumptions = [
    ...alreadyAssumed,
    ...renamed,
    ...guessed,
    ...merged,
    ...ofFibres,
    ...explicit.note,
    `${HORIZON_NOTE}, and the network is the same in all of them.`,
    chosen,
    'No node stores pairs: add capacities under storage.',
  ];
  return { scenario, assumptions };
}

const isStation = (node: ImportedNode): node is ImportedNode & { place: object } =>
  node.place !== undefined && node.kind === 'ground';

/** A demand for a network that states none, and in words. */
function oneDemand(
  names: readonly string[],
  links: readonly ForeignLink[],
): { demand: { source: string; destination: string }; note: string } {
  const chosen = chooseDemand(
    names.length,
    links.map(({ ends }) => ends),
  );
  const [source, destination] = [names[chosen.source]!, names[chosen.destination]!];
  const hops = `${chosen.hops} ${chosen.hops === 1 ? 'hop' : 'hops'}`;
  const farther =
    chosen.limit === null ? '' : `; nodes farther apart need paths.maximumHops above ${chosen.limit}`;
  return {
    demand: { source, destination },
    note: `One demand was chosen: ${source} to ${destination}, ${hops} apart${farther}.`,
  };
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
