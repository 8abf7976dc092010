import { EARTH_RADIUS_KM } from '../physics/constants.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { radians } from './frames.ts';
import { resolveSites, type Site } from './sites.ts';

export interface TopologySize {
  readonly nodes: number;
  /** Pairs of nodes that might be linked in some slot, and the links that are stated. */
  readonly candidateLinks: number;
  readonly slots: number;
  /** Expected memory of the topology. */
  readonly bytes: number;
}

/** Index, capacity and fidelity of a link in a slot. */
const BYTES_PER_CONTACT = 20;
/** Objects and strings of a link, a node. */
const BYTES_PER_LINK = 500;
const BYTES_PER_NODE = 2000;

/**
 * What the network of a scenario takes in memory, without propagating anything. The mean number of
 * contacts of a moving node is taken from the fraction of its sphere that a partner sees, as if it
 * were anywhere on it alike.
 *
 * @throws InputError for malformed satellites, as `buildTopology`.
 */
export function estimateTopologySize(scenario: Scenario): TopologySize {
  const sites = resolveSites(scenario);
  const { slots } = scenario.horizon;
  const stated = scenario.links.length + scenario.fibres.length;
  const groups = groupSites(sites);
  let [candidates, contactsPerSlot] = [stated, stated];
  for (const linkClass of ['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const) {
    if (scenario.linkClasses[linkClass].enabled === false) continue;
    const [upper, lower] = [linkClass[0] as 'S' | 'A', linkClass[2] as 'S' | 'A' | 'G'];
    const [uppers, lowers] = [groups[upper].able, groups[lower].able];
    const pairs = upper === lower ? (uppers.length * (uppers.length - 1)) / 2 : uppers.length * lowers.length;
    candidates += pairs;
    contactsPerSlot += pairs * seenFraction(scenario, linkClass, meanRadiusKm(uppers));
    if (lower !== 'G') continue;
    // A platform without memory links each two stations that it sees.
    const middles = groups[upper].middle;
    const stations = lowers.length;
    candidates += (middles.length * stations * (stations - 1)) / 2;
    const seen = stations * seenFraction(scenario, linkClass, meanRadiusKm(middles));
    contactsPerSlot += (middles.length * seen * seen) / 2;
  }
  const contacts = contactsPerSlot * slots;
  const bytes =
    contacts * BYTES_PER_CONTACT +
    Math.min(candidates, contacts) * BYTES_PER_LINK +
    sites.length * BYTES_PER_NODE;
  return { nodes: sites.length, candidateLinks: candidates, slots, bytes: Math.ceil(bytes) };
}

function groupSites(sites: readonly Site[]) {
  const of = (kind: Site['kind'], memory: boolean) =>
    sites.filter((site) => site.kind === kind && site.optical && site.memory === memory);
  return {
    S: { able: of('satellite', true), middle: of('satellite', false) },
    A: { able: of('aerial', true), middle: of('aerial', false) },
    G: { able: of('ground', true), middle: [] },
  };
}

function meanRadiusKm(sites: readonly Site[]): number {
  const radii = sites.map(({ motion }) =>
    motion?.kind === 'orbit' ? motion.orbit.radiusKm : EARTH_RADIUS_KM + 20,
  );
  return radii.reduce((sum, radius) => sum + radius, 0) / Math.max(1, radii.length);
}

/** Fraction (1 − cos ψ)/2 of a sphere of radius a within the central angle ψ that a link spans at most. */
function seenFraction(scenario: Scenario, linkClass: OpticalClass, radiusKm: number): number {
  if (linkClass[0] === 'A') return 1;
  const design = resolveOpticalClass(linkClass, scenario.linkClasses[linkClass]);
  const elevation = radians(design.minimumElevationDeg ?? 0);
  const sight =
    linkClass === 'S2S'
      ? 2 * Math.acos(Math.min(1, (EARTH_RADIUS_KM + (design.grazingHeightKm ?? 0)) / radiusKm))
      : Math.acos(Math.min(1, (EARTH_RADIUS_KM * Math.cos(elevation)) / radiusKm)) - elevation;
  const lowerKm = linkClass === 'S2S' ? radiusKm : EARTH_RADIUS_KM;
  const reach = design.maximumRangeKm ?? Number.POSITIVE_INFINITY;
  const cosine = (radiusKm ** 2 + lowerKm ** 2 - reach ** 2) / (2 * radiusKm * lowerKm);
  const spanned = Math.min(sight, Math.acos(Math.max(-1, Math.min(1, cosine))));
  return (1 - Math.cos(spanned)) / 2;
}
