import type { Link, Topology } from '../domain/network.ts';
import { FIBRE_REFRACTIVE_INDEX } from '../physics/fibre.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import { fixedLinks } from './fixed-links.ts';
import type { Site } from './sites.ts';
import type { Snapshot } from './snapshot.ts';
import { rangeKm } from './visibility.ts';

/** A way from a source to a receiver. */
export interface LinkArm {
  /** Length, km; NaN if unknown. */
  readonly lengthKm: number;
  /** η: the share of the pairs of the source that arrive and get through converters; NaN if unknown. */
  readonly efficiency: number;
}

/** A link at one instant. Of a dual downlink, the lengths of both arms add up, and their efficiencies multiply. */
export interface LinkSample extends LinkArm {
  /** Of a dual downlink, from the platform to either end of the link, in the order of its ends; null for others. */
  readonly arms: readonly [LinkArm, LinkArm] | null;
}

type LinkSampler = (link: number, snapshot: Snapshot) => LinkSample;

/** Refractive index of what a link runs through, by the index of the link. */
export function refractiveIndices(scenario: Scenario, { links }: Topology): Float64Array {
  const stated = new Map(withIds(scenario).links.map((link) => [link.id!, link]));
  const isFibre = ({ id, kind }: Link) =>
    kind === 'fibre' || (kind === 'explicit' && stated.get(id)!.medium === 'fibre');
  return Float64Array.from(links, (link) => (isFibre(link) ? FIBRE_REFRACTIVE_INDEX : 1));
}

/** Reads the links of a network off snapshots of its sites. What explicit links do not state is unknown. */
export function linkSampler(
  scenario: Scenario,
  { links, nodes }: Topology,
  sites: readonly Site[],
): LinkSampler {
  const indexOf = new Map(sites.map(({ id }, index) => [id, index]));
  const kindOf = new Map(nodes.map(({ id, kind }) => [id, kind]));
  const fixed = new Map(fixedLinks(scenario, sites).map((one) => [one.link.id, one]));
  const channels = new Map<OpticalClass, Channel | null>();
  const channelFor = (linkClass: OpticalClass) => {
    if (!channels.has(linkClass)) channels.set(linkClass, channelOf(scenario, linkClass, sites));
    return channels.get(linkClass) ?? null;
  };
  /** @param upper the node that the class names first */
  const arm = (linkClass: OpticalClass, upper: string, lower: string, snapshot: Snapshot): LinkArm => {
    const [a, b] = [indexOf.get(upper)!, indexOf.get(lower)!];
    const channel = channelFor(linkClass);
    const efficiency =
      channel === null
        ? Number.NaN
        : channel.efficiency(snapshot, a, b) * channel.conversion(a) * channel.conversion(b);
    return { lengthKm: rangeKm(snapshot, a, b), efficiency };
  };
  return (index, snapshot) => {
    const link = links[index]!;
    const [first, second] = link.ends;
    if (link.kind === 'fibre' || link.kind === 'explicit') {
      const { lengthKm, efficiency } = fixed.get(link.id)!;
      return { lengthKm, efficiency, arms: null };
    }
    const linkClass = link.class as OpticalClass;
    if (link.via !== null) {
      const arms = [
        arm(linkClass, link.via, first, snapshot),
        arm(linkClass, link.via, second, snapshot),
      ] as const;
      return {
        lengthKm: arms[0].lengthKm + arms[1].lengthKm,
        efficiency: arms[0].efficiency * arms[1].efficiency,
        arms,
      };
    }
    const letter = { satellite: 'S', aerial: 'A', ground: 'G' }[kindOf.get(first)!];
    const [upper, lower] = letter === linkClass[0] ? [first, second] : [second, first];
    return { ...arm(linkClass, upper, lower, snapshot), arms: null };
  };
}
