import type { NodeKind } from '../domain/network.ts';
import { bandOf, bandOfFibre } from '../physics/bands.ts';
import { resolveOpticalClass } from '../physics/link-defaults.ts';
import type { DocumentPath, Finding } from '../scenario/issue.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { bandsOf, type NodeBands, ownBandOf } from './node-bands.ts';
import { kindsOf, possibleClasses } from './possible-classes.ts';

/** A node, or satellites of one entry, with what they state about bands. */
interface StatingNode {
  readonly path: DocumentPath;
  readonly name: string;
  readonly bands: NodeBands;
  readonly kind: NodeKind;
  readonly optical: boolean;
  readonly memory: boolean;
}

/** Converters lead from the band of a node to that of one of its links, each pair of bands once. */
export function checkInterfaces(scenario: Scenario): Finding[] {
  return statingNodes(scenario).flatMap((node): Finding[] => {
    const { path, name, memory, bands } = node;
    const stated = (['memoryBandNm', 'interfaces'] as const).filter((key) => bands[key] !== undefined);
    if (memory) return convertersOf(node, linkBandsOf(scenario, node));
    return stated.map((key) => ({
      path: [...path, key],
      message: `${name} has no memory, and no light ends there.`,
      hint: `Remove ${key}, or memory: false.`,
    }));
  });
}

function convertersOf({ path, name, bands }: StatingNode, linkBands: ReadonlySet<number>): Finding[] {
  const { memoryBandNm, interfaces = [] } = bands;
  const own = ownBandOf(bands);
  const taken = new Map<string, number>();
  return interfaces.flatMap((converter, index): Finding[] => {
    const at = [...path, 'interfaces', index];
    const pair = bandsOf(converter);
    const key = [...pair].sort((a, b) => a - b).join();
    const before = taken.get(key);
    taken.set(key, before ?? index);
    const wrong = (message: string, hint: string) => [{ path: [...at, 'bandsNm'], message, hint }];
    const nameless: Finding[] =
      converter.preset === undefined && converter.efficiency === undefined
        ? [
            {
              path: at,
              message: 'neither efficiency nor preset is given.',
              hint: 'Write for example efficiency: 0.5, or preset: frequency-conversion.',
            },
          ]
        : [];
    const written = converter.bandsNm.join(' and ');
    const bandsWrong = () => {
      if (pair[0] === pair[1]) {
        return wrong(`${written} nm are one band.`, 'Remove the entry; such links join without a converter.');
      }
      if (before !== undefined) {
        return wrong(
          `${name} has a converter between these bands already, interfaces[${before}].`,
          'Keep one of the two; all telecom light (1260 to 1675 nm) is one band.',
        );
      }
      if (own === null) {
        return wrong(
          `the converters of ${name} have no band in common, so it is unclear in which band it joins links.`,
          'Write memoryBandNm, or let every converter lead to one and the same band.',
        );
      }
      if (!pair.includes(own)) {
        return wrong(
          `the memory of ${name} works at ${memoryBandNm} nm, where the converter does not lead.`,
          `Write bandsNm: [${memoryBandNm}, …], or remove the entry.`,
        );
      }
      const unlit = pair.filter(
        (band) => !linkBands.has(band) && !(memoryBandNm !== undefined && band === own),
      );
      if (unlit.length === 0) return [];
      const lit = [...linkBands].sort((a, b) => a - b).join(' and ');
      return wrong(
        `no link of ${name} has light at ${unlit.join(' or ')} nm.`,
        lit === ''
          ? 'The bands of optical links and fibres count; of explicit links none is known. Remove the entry.'
          : `Its links have light at ${lit} nm: write these, or the wavelengthNm of the link class.`,
      );
    };
    return [...nameless, ...bandsWrong()];
  });
}

function statingNodes({ nodes, stations, platforms, satellites }: Scenario): StatingNode[] {
  const all: StatingNode[] = [
    ...nodes.map(({ id, kind, ...bands }, i) => ({
      ...{ path: ['nodes', i], name: id, bands, kind },
      ...{ optical: false, memory: true },
    })),
    ...stations.map(({ id, optical, ...bands }, i) => ({
      ...{ path: ['stations', i], name: id, bands, kind: 'ground' as const },
      ...{ optical, memory: true },
    })),
    ...platforms.map(({ id, memory, ...bands }, i) => ({
      ...{ path: ['platforms', i], name: id, bands, kind: 'aerial' as const },
      ...{ optical: true, memory },
    })),
    ...satellites.map((entry, i) => ({
      ...{ path: ['satellites', i], name: nameOf(entry), bands: entry, kind: 'satellite' as const },
      ...{ optical: true, memory: entry.memory },
    })),
  ];
  return all.filter(
    ({ bands: { memoryBandNm, interfaces } }) => memoryBandNm !== undefined || interfaces !== undefined,
  );
}

function nameOf(entry: Scenario['satellites'][number]): string {
  if ('circular' in entry) return entry.circular.id;
  return 'walker' in entry ? entry.walker.id : 'the satellite';
}

/** The bands of all optical links and fibres that may end at a node. */
function linkBandsOf(scenario: Scenario, { name, kind, optical }: StatingNode): ReadonlySet<number> {
  const { linkClasses, fibres } = scenario;
  const classes = possibleClasses(scenario).filter(
    (linkClass) => optical && kindsOf(linkClass).includes(kind),
  );
  const inFibre = fibres
    .filter(({ ends }) => ends.includes(name))
    .flatMap(
      ({ attenuationDbPerKm }) => bandOfFibre(attenuationDbPerKm ?? linkClasses.G2G.attenuationDbPerKm) ?? [],
    );
  const inSpace = classes.map((linkClass) =>
    bandOf(resolveOpticalClass(linkClass, linkClasses[linkClass]).wavelengthNm),
  );
  return new Set([...inFibre, ...inSpace]);
}
