import type { Link } from '../domain/network.ts';
import type { Warning } from '../domain/warning.ts';
import { bandOf, bandOfFibre, TELECOM_NM } from '../physics/bands.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { converterAt, type NodeBands, ownBandOf } from './node-bands.ts';
import type { Site } from './sites.ts';

/** The light on a link: its band, given by a representative wavelength, and the wavelength as stated. */
interface Light {
  readonly band: number;
  /** Null for a fibre, for which only the loss is stated. */
  readonly statedNm: number | null;
}

/** A node at which light of different bands meets behind the converters that it states. */
interface Joint {
  readonly node: string;
  /** By a representative wavelength, nm, ascending; that of a memory counts if it is stated. */
  readonly bandsNm: readonly number[];
  readonly lights: readonly Light[];
  readonly stated: NodeBands;
}

type BandedSite = Pick<Site, 'id' | 'bands'>;

/**
 * The nodes at which links of different bands end, or links of another band than the memory, with the bands that no stated
 * converter joins, by a representative wavelength, nm, ascending. The band of explicit links is unknown.
 */
export const nodesOfSeveralBands = (
  scenario: Scenario,
  sites: readonly BandedSite[],
  links: readonly Link[],
): readonly { readonly node: string; readonly bandsNm: readonly number[] }[] =>
  jointsOf(scenario, sites, links).map(({ node, bandsNm }) => ({ node, bandsNm }));

/**
 * A warning if links of different bands end at one node, or links of another band than its memory, without a stated
 * converter: pairs are swapped from one to the other as if it lost nothing and added no noise. The band of explicit links
 * is unknown.
 */
export function assumedConverters(
  scenario: Scenario,
  sites: readonly BandedSite[],
  links: readonly Link[],
): Warning[] {
  const joints = jointsOf(scenario, sites, links);
  const [first] = joints;
  if (first === undefined) return [];
  const { node, bandsNm, lights, stated } = first;
  const others = joints.length > 1 ? ` and ${joints.length - 1} more` : '';
  const kind = 'converter-assumed';
  const where = `${node}${others}`;
  const assumes = `the plan assumes a converter there that loses nothing and adds no noise.`;
  if (stated.memoryBandNm !== undefined || stated.interfaces !== undefined) {
    return [
      {
        kind,
        where,
        message: `Light at ${bandsNm.join(' and ')} nm meets at ${node}, and no interface joins all of it: ${assumes}`,
        hint: `State the missing converter under interfaces of ${node}.`,
      },
    ];
  }
  const statedNm = lights.flatMap((light) => light.statedNm ?? []).sort((a, b) => a - b);
  const hasFibre = statedNm.length < lights.length;
  const meeting = hasFibre
    ? `Telecom fibre and free-space links at ${statedNm.join(' and ')} nm meet`
    : `Free-space links at ${statedNm.join(' and ')} nm meet`;
  return [
    {
      kind,
      where,
      message: `${meeting} at ${node}: ${assumes}`,
      hint: hasFibre
        ? `Multiply linkClasses.G2G.efficiency by the efficiency of a real converter (about 0.5), or set wavelengthNm: ${TELECOM_NM} for the link classes that meet the fibre.`
        : 'Multiply opticsEfficiency of one of the link classes by the efficiency of a real converter (about 0.5), or give them all the same wavelengthNm.',
    },
  ];
}

function jointsOf(scenario: Scenario, sites: readonly BandedSite[], links: readonly Link[]): Joint[] {
  const bandsOfSite = new Map(sites.map(({ id, bands }) => [id, bands]));
  return [...lightsByNode(scenario, links)].flatMap(([node, lights]) => {
    const stated = bandsOfSite.get(node)!;
    const own = ownBandOf(stated);
    const behind = lights.map(({ band }) => (converterAt(stated, band) === null ? band : own!));
    const memory = stated.memoryBandNm === undefined ? [] : [own!];
    const bandsNm = [...new Set([...behind, ...memory])].sort((a, b) => a - b);
    return bandsNm.length > 1 ? [{ node, bandsNm, lights, stated }] : [];
  });
}

/** The different lights of the links that end at a node. */
function lightsByNode(scenario: Scenario, links: readonly Link[]): ReadonlyMap<string, readonly Light[]> {
  const lightOf = lightsOf(scenario);
  const lightsAt = new Map<string, Light[]>();
  for (const link of links) {
    const light = lightOf(link);
    if (light === null) continue;
    for (const end of link.ends) {
      const lights = lightsAt.get(end);
      if (lights === undefined) lightsAt.set(end, [light]);
      else if (!lights.some(({ statedNm }) => statedNm === light.statedNm)) lights.push(light);
    }
  }
  return lightsAt;
}

function lightsOf(scenario: Scenario): (link: Link) => Light | null {
  const { linkClasses } = scenario;
  const attenuations = new Map(
    withIds(scenario).fibres.map(({ id, attenuationDbPerKm }) => [id!, attenuationDbPerKm]),
  );
  return ({ id, kind, class: linkClass }) => {
    if (kind === 'explicit') return null;
    if (kind === 'fibre') {
      const band = bandOfFibre(attenuations.get(id) ?? linkClasses.G2G.attenuationDbPerKm);
      return band === null ? null : { band, statedNm: null };
    }
    const optical = linkClass as OpticalClass;
    const { wavelengthNm } = resolveOpticalClass(optical, linkClasses[optical]);
    return { band: bandOf(wavelengthNm), statedNm: wavelengthNm };
  };
}
