import { greatCircleKm } from '../../scenario/great-circle.ts';
import type { ScenarioInput } from '../../scenario/schema/scenario.ts';
import { counted, examples } from './assumptions.ts';
import { endsOf, type ForeignLink, type ImportedNode } from './foreign-network.ts';
import { lengthReader } from './lengths.ts';

/** Length of a fibre between nodes in one place. */
const CO_LOCATED_KM = 0.001;
/** Almost no pair crosses a longer fibre. */
const FAR_KM = 200;

/** Whether a link becomes a fibre: on the ground, of no stated capacity, with a length that is stated or follows. */
export function isFibre(link: ForeignLink, nodes: readonly ImportedNode[]): boolean {
  const isGround =
    link.class === undefined ? link.ends.every((end) => nodes[end]!.kind === 'ground') : link.class === 'G2G';
  const hasLength = link.length !== undefined || directKm(link, nodes) !== null;
  return link.capacity === undefined && isGround && hasLength;
}

/** The fibres of a scenario, and what was assumed of their lengths. */
export function fibresOf(
  links: readonly ForeignLink[],
  nodes: readonly ImportedNode[],
): { fibres: NonNullable<ScenarioInput['fibres']>; note: string[] } {
  const lengths = lengthReader(links.flatMap(({ length }) => length ?? []));
  const fibres = links.map((link) => {
    const lengthKm = link.length ? lengths.kilometresOf(link.length) : directKm(link, nodes)!;
    return { ends: endsOf(nodes, link), lengthKm: Math.max(CO_LOCATED_KM, lengthKm) };
  });
  const coLocated = fibres.filter(({ lengthKm }) => lengthKm === CO_LOCATED_KM);
  const note = [
    ...lengths.note,
    ...counted(
      'Fibres without a stated length',
      links.filter(({ length }) => length === undefined).length,
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
  ];
  return { fibres, note };
}

/** Between the places of both ends; null if one has none. */
function directKm({ ends }: ForeignLink, nodes: readonly ImportedNode[]): number | null {
  const [from, to] = [nodes[ends[0]]!.place, nodes[ends[1]]!.place];
  return from && to ? greatCircleKm(from, to) : null;
}
