import { limitBit } from '../domain/idle-reason.ts';
import type { Topology } from '../domain/network.ts';
import { EARTH_RADIUS_KM } from '../physics/constants.ts';
import { type OpticalClass, resolveOpticalClass } from '../physics/link-defaults.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { BYTES_PER_DROPPED, isCut, LARGEST_KEPT } from './drop-log.ts';
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

/** What a network consists of. */
export interface NetworkCounts {
  readonly nodes: number;
  /** Links that are ever in contact, if only without a terminal, and those that are listed. */
  readonly met: number;
  readonly links: number;
  readonly slots: number;
  /** Links, slot by slot. */
  readonly contacts: number;
  /** Contacts without a link that range or elevation cuts, of which so many are kept at most, and all others. */
  readonly cut: number;
  readonly dropped: number;
}

/** Index, capacity and fidelity of a link in a slot. */
const BYTES_PER_CONTACT = 20;
/** Objects and strings of a link, what is noted of it while the network is built, and those of a node. */
const BYTES_PER_LINK = 160;
const BYTES_PER_LINK_NOTED = 160;
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
  const links = Math.min(candidates, contacts);
  const bytes = networkBytes({
    nodes: sites.length,
    met: links,
    links,
    slots,
    contacts,
    // What terminals, clouds and daylight leave out is among the contacts, which take more.
    cut: (inSightPerSlot - contactsPerSlot) * slots,
    dropped: 0,
  }).building;
  return { nodes: sites.length, candidateLinks: candidates, slots, bytes: Math.ceil(bytes) };
}

/** The memory of a network, at the peak of building it and afterwards. */
export function networkBytes({ nodes, met, links, slots, contacts, cut, dropped }: NetworkCounts): {
  readonly building: number;
  readonly built: number;
} {
  const kept = Math.min(cut, LARGEST_KEPT) + dropped;
  const ofSlots =
    contacts * BYTES_PER_CONTACT +
    kept * BYTES_PER_DROPPED +
    slots * (BYTES_PER_SLOT.links + (kept > 0 ? BYTES_PER_SLOT.dropped : 0));
  const ofNodes = nodes * BYTES_PER_NODE;
  return {
    building: ofSlots + met * (BYTES_PER_LINK + BYTES_PER_LINK_NOTED) + ofNodes,
    built: ofSlots + links * BYTES_PER_LINK + ofNodes,
  };
}

export function countNetwork({ nodes, links, slots }: Topology): NetworkCounts {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]));
  const keyOf = (one: number, other: number, via: number) =>
    ((via + 1) * nodes.length + Math.min(one, other)) * nodes.length + Math.max(one, other);
  const keys = links.map(({ ends, via }) =>
    keyOf(indexOf.get(ends[0])!, indexOf.get(ends[1])!, via === null ? -1 : indexOf.get(via)!),
  );
  const met = new Set<number>();
  const listed = new Set<number>();
  let [contacts, cut, dropped] = [0, 0, 0];
  for (const slot of slots) {
    contacts += slot.link.length;
    for (const link of slot.link) listed.add(link);
    slot.dropped?.lacks.forEach((lacks, position) => {
      if (isCut(lacks)) cut += 1;
      else dropped += 1;
      const { upper, lower, via } = slot.dropped!;
      if (lacks === WITHOUT_TERMINAL) met.add(keyOf(upper[position]!, lower[position]!, via[position]!));
    });
  }
  for (const link of listed) met.add(keys[link]!);
  return {
    nodes: nodes.length,
    met: met.size,
    links: listed.size,
    slots: slots.length,
    contacts,
    cut,
    dropped,
  };
}

const WITHOUT_TERMINAL = limitBit('terminal');

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
