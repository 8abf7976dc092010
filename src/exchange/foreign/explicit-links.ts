import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import type { ImportOptions } from '../importers/importer.ts';
import { counted } from './assumptions.ts';
import { endsOf, type ForeignLink, type ImportedNode } from './foreign-network.ts';

const CAPACITY = 1000;
const FIDELITY = 0.98;

/** The links of a scenario with a capacity and a fidelity of their own, and what was assumed of these. */
export function explicitLinks(
  links: readonly ForeignLink[],
  nodes: readonly ImportedNode[],
  { capacity = CAPACITY, fidelity = FIDELITY }: ImportOptions,
): { links: NonNullable<ScenarioInput['links']>; note: string[] } {
  const count = (is: (link: ForeignLink) => boolean) => links.filter(is).length;
  const unstated = count((link) => link.capacity === undefined);
  return {
    links: links.map((link) => ({
      ends: endsOf(nodes, link),
      ...(link.class && { class: link.class }),
      capacity: link.capacity ?? capacity,
      fidelity: link.fidelity ?? fidelity,
    })),
    note: [
      ...counted('Links without a stated capacity', unstated, `${capacity} pairs/s was taken`),
      ...counted(
        'Links without a stated fidelity',
        count((link) => link.fidelity === undefined),
        `${fidelity} was taken`,
      ),
      ...counted(
        'Stated lengths not used',
        count((link) => link.length !== undefined),
        'those links have a capacity or are not over fibre',
      ),
      ...(links.length > unstated ? ['Stated capacities were read as pairs/s.'] : []),
    ],
  };
}
