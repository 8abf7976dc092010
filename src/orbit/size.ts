import { EARTH_RADIUS_KM } from '../physics/constants.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { BYTES_PER_DROPPED, LARGEST_KEPT } from './drop-log.ts';
import { radians } from './frames.ts';
import { resolveSites, type Site } from './sites.ts';

export interface TopologySize {
  readonly nodes: number;
  /** Pairs of nodes that might be linked in some slot, plus the stated links. */
  readonly candidateLinks: number;
  readonly slots: number;
  /** Expected memory of the topology. */
  readonly bytes: number;
}

/** Index, capacity and fidelity of a link in a slot. */
const BYTES_PER_CONTACT = 20;
/** Objects and strings of a link and of a node. */
const BYTES_PER_LINK = 500;
const BYTES_PER_NODE = 2000;
/** The arrays of a slot themselves, for its links and for its dropped contacts. */
const BYTES_PER_SLOT = { links: 650, dropped: 1000 } as const;

/**
 * The memory that the network of a scenario takes, without propagating anything. The mean number of contacts of a
 * moving node is estimated from the fraction of its sphere that a partner sees, as if all positions were equally
 * likely.
 *
 * @throws InputError for malformed satellites, like `buildTopology`
 */
export function estimateTopologySize(scenario: Scenario): TopologySize {
  const sites = resolveSites(scenario);
  const { slots } = scenario.horizon;
  const stated = scenario.links.length + scenario.fibres.length;
  const groups = groupSites(sites);
  let [candidates, contactsPerSlot, inSightPerSlot] = [stated, stated, stated];
  for (const linkClass of ['S2S', 'S2A', 'A2A', 'S2G', 'A2G'] as const) {
    if (scenario.linkClasses[linkClass].enabled === false) continue;
    const [upper, lower] = [linkClass[0] as 'S' | 'A', linkClass[2] as 'S' | 'A' | 'G'];
    const [uppers, lowers] = [groups[upper].able, groups[lower].able];
    const pairs = upper === lower ? (uppers.length * (uppers.length - 1)) / 2 : uppers.length * lowers.length;
    candidates += pairs;
    const fractions = fractionsOf(scenario, linkClass, meanRadiusKm(uppers));
    contactsPerSlot += pairs * fractions.linked;
    inSightPerSlot += pairs * fractions.inSight;
    if (lower !== 'G') continue;
    // A platform without memory links each two stations that it sees.
    const middles = groups[upper].middle;
    const stations = lowers.length;
    candidates += (middles.length * stations * (stations - 1)) / 2;
    const dual = fractionsOf(scenario, linkClass, meanRadiusKm(middles));
    contactsPerSlot += (middles.length * (stations * dual.linked) ** 2) / 2;
    inSightPerSlot += (middles.length * (stations * dual.inSight) ** 2) / 2;
  }
  const contacts = contactsPerSlot * slots;
  // What terminals, clouds and daylight leave out is among the contacts, which take more.
  const dropped = Math.min((inSightPerSlot - contactsPerSlot) * slots, LARGEST_KEPT);
  const bytes =
    contacts * BYTES_PER_CONTACT +
    dropped * BYTES_PER_DROPPED +
    slots * (BYTES_PER_SLOT.links + (dropped > 0 ? BYTES_PER_SLOT.dropped : 0)) +
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

/** Fractions (1 − cos ψ)/2 of a sphere of radius a within the largest central angle ψ that a link spans. */
interface Fractions {
  readonly linked: number;
  /** Without minimum elevation and maximum range. */
  readonly inSight: number;
}

function fractionsOf(scenario: Scenario, linkClass: OpticalClass, radiusKm: number): Fractions {
  if (linkClass[0] === 'A') return { linked: 1, inSight: 1 };
  const design = resolveOpticalClass(linkClass, scenario.linkClasses[linkClass]);
  const elevation = radians(design.minimumElevationDeg ?? 0);
  const horizon = (angle: number) =>
    Math.acos(Math.min(1, (EARTH_RADIUS_KM * Math.cos(angle)) / radiusKm)) - angle;
  const grazing = Math.acos(Math.min(1, (EARTH_RADIUS_KM + (design.grazingHeightKm ?? 0)) / radiusKm));
  const [sight, above] = linkClass === 'S2S' ? [2 * grazing, 2 * grazing] : [horizon(0), horizon(elevation)];
  const lowerKm = linkClass === 'S2S' ? radiusKm : EARTH_RADIUS_KM;
  const reach = design.maximumRangeKm ?? Number.POSITIVE_INFINITY;
  const cosine = (radiusKm ** 2 + lowerKm ** 2 - reach ** 2) / (2 * radiusKm * lowerKm);
  const within = Math.acos(Math.max(-1, Math.min(1, cosine)));
  const fraction = (angle: number) => (1 - Math.cos(angle)) / 2;
  return { linked: fraction(Math.min(above, within)), inSight: fraction(sight) };
}
