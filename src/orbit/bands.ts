import type { Link } from '../domain/network.ts';
import type { Warning } from '../domain/warning.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';

/** Wavelength of telecom light, nm: fibre can carry it on from free-space links without a converter. */
const FIBRE_NM = 1550;
const TELECOM_NM = { least: 1260, most: 1675 } as const;
/** A fibre with a higher loss carries no telecom light (at 810 nm it loses about 3 dB/km), and its band is unknown. */
const LARGEST_TELECOM_DB_PER_KM = 1;

/** The light on a link: its band, given by a representative wavelength, and the wavelength as stated. */
interface Light {
  readonly band: number;
  /** Null for a fibre, for which only the loss is stated. */
  readonly statedNm: number | null;
}

/**
 * The nodes at which links of different bands end, with the bands, by a representative wavelength, nm, ascending. The band of
 * explicit links is unknown.
 */
export function nodesOfSeveralBands(
  scenario: Scenario,
  links: readonly Link[],
): readonly { readonly node: string; readonly bandsNm: readonly number[] }[] {
  return [...lightsByNode(scenario, links)].flatMap(([node, lights]) => {
    const bandsNm = [...new Set(lights.map(({ band }) => band))].sort((a, b) => a - b);
    return bandsNm.length > 1 ? [{ node, bandsNm }] : [];
  });
}

/**
 * A warning if links of different bands end at one node: pairs are swapped from one to the other as if a converter
 * between them lost nothing and added no noise. The band of explicit links is unknown.
 */
export function assumedConverters(scenario: Scenario, links: readonly Link[]): Warning[] {
  const joints = [...lightsByNode(scenario, links)].filter(
    ([, lights]) => new Set(lights.map(({ band }) => band)).size > 1,
  );
  const [first] = joints;
  if (first === undefined) return [];
  const [id, lights] = first;
  const others = joints.length > 1 ? ` and ${joints.length - 1} more` : '';
  const stated = lights.flatMap(({ statedNm }) => statedNm ?? []).sort((a, b) => a - b);
  const hasFibre = stated.length < lights.length;
  const meeting = hasFibre
    ? `Telecom fibre and free-space links at ${stated.join(' and ')} nm meet`
    : `Free-space links at ${stated.join(' and ')} nm meet`;
  return [
    {
      kind: 'converter-assumed',
      where: `${id}${others}`,
      message: `${meeting} at ${id}: the plan assumes a converter there that loses nothing and adds no noise.`,
      hint: hasFibre
        ? `Multiply linkClasses.G2G.efficiency by the efficiency of a real converter (about 0.5), or set wavelengthNm: ${FIBRE_NM} for the link classes that meet the fibre.`
        : 'Multiply opticsEfficiency of one of the link classes by the efficiency of a real converter (about 0.5), or give them all the same wavelengthNm.',
    },
  ];
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
  const fibre: Light = { band: FIBRE_NM, statedNm: null };
  return ({ id, kind, class: linkClass }) => {
    if (kind === 'explicit') return null;
    if (kind === 'fibre') {
      const attenuation = attenuations.get(id) ?? linkClasses.G2G.attenuationDbPerKm;
      return attenuation <= LARGEST_TELECOM_DB_PER_KM ? fibre : null;
    }
    const optical = linkClass as OpticalClass;
    const { wavelengthNm } = resolveOpticalClass(optical, linkClasses[optical]);
    const isTelecom = wavelengthNm >= TELECOM_NM.least && wavelengthNm <= TELECOM_NM.most;
    return { band: isTelecom ? FIBRE_NM : wavelengthNm, statedNm: wavelengthNm };
  };
}
