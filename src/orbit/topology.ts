import { InputError } from '../base/errors.ts';
import type { SlotLinks, Topology } from '../domain/network.ts';
import { DEFAULT_POINTING } from '../domain/pointing.ts';
import { checkReferences } from '../scenario/check-links.ts';
import { issueOf } from '../scenario/issue.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { plansSignals } from '../scenario/signals.ts';
import { assumedConverters } from './bands.ts';
import { checkInterfaces } from './check-interfaces.ts';
import { checkTiming } from './check-timing.ts';
import { cloudDraw } from './clouds.ts';
import { comingDown } from './come-down.ts';
import { contactFinder } from './contacts.ts';
import { dropLog } from './drop-log.ts';
import { noRemarks } from './elements/element-set.ts';
import { type FixedLink, fixedLinks } from './fixed-links.ts';
import { type LinkRegistry, linkRegistry, type OpticalLinkRecord } from './link-registry.ts';
import { topologyNotes, topologyWarnings } from './notes.ts';
import { isLimited, isPlanned, pointingLimits, splitAcquiring, takesLimited } from './pointing.ts';
import { startMilliseconds } from './satellites.ts';
import { resolveSites, type Site } from './sites.ts';
import { withArms } from './slot-arms.ts';
import { emptySnapshot, moveTo, type Snapshot } from './snapshot.ts';
import { type StandingLink, standingLinks } from './standing-links.ts';
import { withStated } from './stated-pointings.ts';
import { type Contacts, limitTerminals, shareSources } from './terminals.ts';

export interface TopologyOptions {
  readonly onProgress?: (slotsDone: number, slots: number) => void;
  /** Checked before every slot. */
  readonly signal?: AbortSignal;
  /**
   * The slots to build, ascending, instead of all: a sample of the network. After a gap, contacts begin anew, and the
   * clouds are those of the next draw.
   */
  readonly only?: readonly number[];
}

/**
 * The network of every slot: stated links, fibres, and optical links from link budgets wherever the geometry allows
 * them. The scenario must contain the texts of TLE and OMM files.
 *
 * The order of links is explicit, fibre, optical (by class, then nodes), dual downlinks; an optical link is listed if
 * a slot keeps it. Dual downlinks are listed if they are ever in contact, since they show which satellites store nothing.
 *
 * @throws InputError for malformed elements, unknown node names and whatever else the scenario alone does not reveal;
 * the signal's reason if it is aborted
 */
export function buildTopology(scenario: Scenario, options: TopologyOptions = {}): Topology {
  const remarks = noRemarks();
  const sites = resolveSites(scenario, remarks);
  refuseContradictions(scenario, sites);
  const fixed = fixedLinks(scenario, sites);
  const ids = fixed.map(({ link }) => link.id);
  const registry = linkRegistry(sites, ids);
  const pointing = isPlanned(sites, scenario.pointing ?? DEFAULT_POINTING);
  const { slots, notes, warnings } = buildSlots(scenario, sites, fixed, registry, pointing, options);
  const optical = listedLinks(slots, fixed.length, registry.records);
  optical.sort((a, b) => registry.records[a]!.key - registry.records[b]!.key);
  renumber(slots, fixed.length, optical, registry.records.length);
  const links = [...fixed.map(({ link }) => link), ...optical.map((index) => registry.records[index]!.link)];
  const sourceOf = (link: number) =>
    link < fixed.length ? -1 : registry.records[optical[link - fixed.length]!]!.source;
  const bare: Topology = {
    slotCount: slots.length,
    slotSeconds: scenario.horizon.slotSeconds,
    start: scenario.horizon.start === undefined ? null : new Date(startMilliseconds(scenario)).toISOString(),
    capacityUnit: scenario.capacityUnit,
    nodes: sites.map(({ id, kind, memoryModes }) => ({
      id,
      kind,
      ...(memoryModes !== undefined && { memoryModes }),
    })),
    contactless: contactlessNodes(sites, [...fixed, ...registry.records]),
    links,
    slots,
    ...messageWays(scenario),
    notes: [...remarks.notes, ...notes],
    warnings: [...remarks.warnings, ...warnings, ...assumedConverters(scenario, sites, links)],
  };
  const slotOf = (position: number) => options.only?.[position] ?? position;
  const topology = plansSignals(scenario) ? withArms(scenario, bare, slotOf) : bare;
  if (!pointing) return topology;
  const limits = pointingLimits(scenario, sites, links, fixed, sourceOf);
  // Slots on their own are not those of which something is decided by hand.
  const isWhole = options.only === undefined;
  return {
    ...topology,
    pointing: isWhole ? withStated(scenario, { ...topology, pointing: limits }) : limits,
  };
}

/** Both directions of classical links that limit their traffic. */
function messageWays({ classical }: Scenario): Pick<Topology, 'messageWays'> {
  const ways = (classical?.links ?? []).flatMap(({ ends: [one, other], bitsPerSecond }) =>
    bitsPerSecond === undefined
      ? []
      : [
          { from: one, to: other, bitsPerSecond },
          { from: other, to: one, bitsPerSecond },
        ],
  );
  return ways.length > 0 ? { messageWays: ways } : {};
}

function contactlessNodes(
  sites: readonly Site[],
  everInContact: readonly Pick<FixedLink, 'link'>[],
): ReadonlySet<string> {
  const joined = new Set(everInContact.flatMap(({ link }) => link.ends));
  return new Set(sites.flatMap(({ id }) => (joined.has(id) ? [] : [id])));
}

/** In a large constellation, most contacts never get a terminal. */
function listedLinks(
  slots: readonly SlotLinks[],
  fixedCount: number,
  records: LinkRegistry['records'],
): number[] {
  const isKept = new Uint8Array(records.length);
  for (const { link, pointing } of slots) {
    for (const index of pointing ? [...link, ...pointing.acquiring] : link)
      if (index >= fixedCount) isKept[index - fixedCount] = 1;
  }
  return records.flatMap(({ link }, index) => (isKept[index] === 1 || link.via !== null ? [index] : []));
}

/** References to satellites can be checked only once the elements are read, hardware beside the defaults of link budgets. */
export function refuseContradictions(scenario: Scenario, sites: readonly Site[]): void {
  const findings = [
    ...checkReferences(scenario, new Set(sites.map(({ id }) => id))),
    ...checkInterfaces(scenario),
    ...checkTiming(scenario),
  ];
  if (findings.length > 0) throw new InputError(findings.map(issueOf));
}

/** Slot by slot, with three snapshots in memory; the end of one slot is the start of the next. */
function buildSlots(
  scenario: Scenario,
  sites: readonly Site[],
  fixed: readonly FixedLink[],
  registry: LinkRegistry,
  isPlanned: boolean,
  { onProgress, signal, only }: TopologyOptions,
): Pick<Topology, 'slots' | 'notes' | 'warnings'> {
  const { slots: slotCount, slotSeconds, start: clock } = scenario.horizon;
  const wanted = only ?? Array.from({ length: slotCount }, (_, slot) => slot);
  const startMs = clock === undefined ? null : startMilliseconds(scenario);
  const capacityOfRate = scenario.capacityUnit === 'pairs-per-slot' ? slotSeconds : 1;
  const drops = dropLog();
  const keyless = new Set(fixed.flatMap(({ link, isKeyless }) => (isKeyless ? [link.id] : [])));
  const isPointed = (record: OpticalLinkRecord) => isPlanned && takesLimited(sites, record);
  const find = contactFinder(scenario, sites, registry, drops, isPointed, keyless);
  const drawClouds = scenario.clouds.mode === 'draw' ? cloudDraw(scenario) : () => new Set<string>();
  const limited = !isPlanned && sites.some(isLimited);
  const shared = !isPlanned && sites.some(({ sharedSource }) => sharedSource);
  const standing = standingLinks(scenario, fixed, isPlanned);

  const tally = { contacts: 0, dropped: 0, clouded: 0, lost: new Map<number, number>(), keyless };
  const takeDown = comingDown(sites, startMs);
  const slots: SlotLinks[] = [];
  let [start, end] = [emptySnapshot(sites), emptySnapshot(sites)];
  const middle = emptySnapshot(sites);
  const showAt = (snapshot: Snapshot, seconds: number): void => {
    moveTo(snapshot, sites, startMs, seconds);
    takeDown(snapshot, seconds);
  };
  for (const [done, slot] of wanted.entries()) {
    signal?.throwIfAborted();
    if (slot - 1 !== wanted[done - 1]) showAt(end, slot * slotSeconds);
    [start, end] = [end, start];
    showAt(middle, (slot + 0.5) * slotSeconds);
    showAt(end, (slot + 1) * slotSeconds);
    sites.forEach(({ motion }, index) => {
      const lost = motion?.kind === 'orbit' && Number.isNaN(end.positionKm[3 * index]!);
      if (lost && !tally.lost.has(index)) tally.lost.set(index, slot);
    });
    const clouded = drawClouds();
    const contacts = find(slot, { start, middle, end }, clouded);
    tally.clouded += clouded.size;
    tally.contacts += contacts.link.length;
    if (limited) tally.dropped += limitTerminals(contacts, sites, registry.records, drops);
    if (shared) shareSources(contacts, sites, registry.records);
    const dropped = drops.takeSlot();
    slots.push({
      ...slotLinks(slot, fixed, standing(slot), contacts, capacityOfRate, isPlanned),
      ...(dropped && { dropped }),
    });
    onProgress?.(done + 1, wanted.length);
  }
  return {
    slots,
    notes: topologyNotes(scenario, sites, startMs, tally),
    warnings: topologyWarnings(scenario, sites, startMs, tally),
  };
}

/** Fixed links by their index, followed by optical links by their index in the registry. */
function slotLinks(
  slot: number,
  fixed: readonly FixedLink[],
  standing: readonly StandingLink[],
  contacts: Contacts,
  capacityOfRate: number,
  isPlanned: boolean,
): SlotLinks {
  const count = standing.length + contacts.link.length;
  const links = {
    link: new Int32Array(count),
    capacity: new Float64Array(count),
    fidelity: new Float64Array(count),
  };
  const acquired = isPlanned ? new Float64Array(count) : null;
  standing.forEach(({ index, share }, position) => {
    const capacity = fixed[index]!.capacity(slot);
    links.link[position] = index;
    links.capacity[position] = capacity * share;
    links.fidelity[position] = fixed[index]!.fidelity(slot);
    if (acquired) acquired[position] = capacity;
  });
  for (let contact = 0; contact < contacts.link.length; contact += 1) {
    const position = standing.length + contact;
    links.link[position] = fixed.length + contacts.link[contact]!;
    links.capacity[position] = contacts.rate[contact]! * capacityOfRate;
    links.fidelity[position] = contacts.fidelity[contact]!;
    if (acquired) acquired[position] = contacts.acquired[contact]! * capacityOfRate;
  }
  return acquired ? splitAcquiring(links, acquired) : links;
}

/**
 * Converts indices in order of discovery to the order of the topology. Each slot was searched in that order, so its
 * links stay ascending.
 */
function renumber(
  slots: readonly SlotLinks[],
  fixedCount: number,
  optical: readonly number[],
  recordCount: number,
): void {
  const rank = new Int32Array(recordCount);
  optical.forEach((index, position) => {
    rank[index] = position;
  });
  for (const { link, pointing } of slots) {
    for (const list of pointing ? [link, pointing.acquiring] : [link]) {
      for (let position = 0; position < list.length; position += 1) {
        const index = list[position]! - fixedCount;
        if (index >= 0) list[position] = fixedCount + rank[index]!;
      }
    }
  }
}
