import type { Link, Topology } from '../domain/network.ts';
import { FIBRE_REFRACTIVE_INDEX } from '../physics/fibre.ts';
import type { OpticalClass } from '../physics/link-defaults.ts';
import { withIds } from '../scenario/identifiers.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { type Channel, channelOf } from './channel.ts';
import { KEPT } from './detection.ts';
import { fixedLinks } from './fixed-links.ts';
import type { Site } from './sites.ts';
import type { Snapshot } from './snapshot.ts';
import { rangeKm } from './visibility.ts';

/** A way from a source to a receiver. */
export interface LinkArm {
  /** Length, km; NaN if unknown. */
  readonly lengthKm: number;
  /**
   * η: the share of the pairs of the source that arrive, fall into the window and get through converters; NaN if unknown.
   * Before acquisition and shared sources, the capacity of a link is B·η. Arms of dual downlinks leave the window out.
   */
  readonly efficiency: number;
}

/** A link at one instant. Of a dual downlink, the lengths of both arms add up, and their efficiencies multiply. */
export interface LinkSample extends LinkArm {
  /**
   * From the source in between to either end, or from either end to the measurement, in the order of its ends; null for a
   * link whose source is at one end. Those of dual downlinks leave the window out.
   */
  readonly arms: readonly [LinkArm, LinkArm] | null;
  /** The share of the coincidences inside the window, which its efficiency counts; 1 if clocks are perfect. */
  readonly captured: number;
}

interface LinkSampler {
  sample(link: number, snapshot: Snapshot): LinkSample;
  /** The length alone, which takes no budget; km, NaN if unknown. */
  lengthKm(link: number, snapshot: Snapshot): number;
}

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
  const armAt = (channel: Channel, upper: string, lower: string, snapshot: Snapshot) => {
    const [a, b] = [indexOf.get(upper)!, indexOf.get(lower)!];
    const efficiency = channel.efficiency(snapshot, a, b);
    const arm = { efficiency, background: channel.background(snapshot, a, b) };
    const lengthKm = rangeKm(snapshot, a, b);
    return { arm, lengthKm, converted: efficiency * channel.conversion(a) * channel.conversion(b) };
  };
  const places = links.map(({ id, kind, ends, via }) => ({
    first: indexOf.get(ends[0])!,
    second: indexOf.get(ends[1])!,
    via: via === null ? null : indexOf.get(via)!,
    /** Null if it depends on where the ends are. */
    fixedKm: kind === 'fibre' || kind === 'explicit' ? fixed.get(id)!.lengthKm : null,
  }));
  return {
    lengthKm(index, snapshot) {
      const { first, second, via, fixedKm } = places[index]!;
      if (fixedKm !== null) return fixedKm;
      if (via !== null) return rangeKm(snapshot, via, first) + rangeKm(snapshot, via, second);
      return rangeKm(snapshot, first, second);
    },
    sample(index, snapshot) {
      const link = links[index]!;
      const [first, second] = link.ends;
      if (link.kind === 'fibre' || link.kind === 'explicit') {
        const { lengthKm, efficiency, armEfficiencies, captured } = fixed.get(link.id)!;
        const armOf = (armEfficiency: number): LinkArm => ({
          lengthKm: lengthKm / 2,
          efficiency: armEfficiency,
        });
        const arms = armEfficiencies && ([armOf(armEfficiencies[0]), armOf(armEfficiencies[1])] as const);
        return { lengthKm, efficiency, arms, captured };
      }
      const linkClass = link.class as OpticalClass;
      const channel = channelFor(linkClass)!;
      if (link.via !== null) {
        const [one, other] = [
          armAt(channel, link.via, first, snapshot),
          armAt(channel, link.via, second, snapshot),
        ];
        const captured = channel.captured(one.arm, other.arm);
        return {
          lengthKm: one.lengthKm + other.lengthKm,
          efficiency: one.converted * other.converted * captured,
          arms: [
            { lengthKm: one.lengthKm, efficiency: one.converted },
            { lengthKm: other.lengthKm, efficiency: other.converted },
          ],
          captured,
        };
      }
      const letter = { satellite: 'S', aerial: 'A', ground: 'G' }[kindOf.get(first)!];
      const [upper, lower] = letter === linkClass[0] ? [first, second] : [second, first];
      const { arm, lengthKm, converted } = armAt(channel, upper, lower, snapshot);
      const captured = channel.captured(KEPT, arm);
      return { lengthKm, efficiency: converted * captured, arms: null, captured };
    },
  };
}
