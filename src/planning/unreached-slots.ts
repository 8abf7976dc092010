/** Why demands have no usable path in a slot: which single limit would have to be lifted. */
import { IDLE_LIMITS, type IdleSlot } from '../domain/idle-reason.ts';
import type { Problem } from '../domain/problem.ts';
import { usesEverything } from '../domain/schemes/scheme.ts';
import { REFERENCE_SCHEME, SCHEMES, type SchemeName } from '../domain/schemes/schemes.ts';
import { type SlotView, slotViews } from '../graph/slot-views.ts';
import { buildProblem } from '../model/build-problem.ts';
import { pairQuality } from '../model/pair-quality.ts';
import { liftedContacts } from '../orbit/lifted-contacts.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { examineSlot } from './examine-slot.ts';
import { type LiftedGraphs, liftedGraphs } from './lifted-graphs.ts';
import { nodeIndex, slotEdges } from './slot-edges.ts';

/** By demand and slot; has an entry for every slot without a usable path. */
export type UnreachedSlots = readonly ReadonlyMap<number, IdleSlot>[];

/** Edges of all graphs searched, some seconds of work; beyond it, slots stay unexamined. */
const LARGEST_WORK = 1.2e8;

const remembered = new WeakMap<Problem, UnreachedSlots>();

/**
 * Lifting a limit means searching the catalogue of a slot as if the limit did not exist: with the contacts that there
 * would be without it and terminals assigned again, or with `paths` allowing paths of 100 hops, or any number of paths.
 * Stocks stay as they are.
 *
 * @param problem as the scheme sees it; the answer is remembered
 */
export function unreachedSlots(scenario: Scenario, problem: Problem, scheme: SchemeName): UnreachedSlots {
  let found = remembered.get(problem);
  if (found === undefined) {
    found = examine(scenario, problem, scheme);
    const isRestricted = !usesEverything(SCHEMES[scheme]) && found.some(({ size }) => size > 0);
    if (isRestricted) found = withSchemeLifted(found, scenario, problem);
    remembered.set(problem, found);
  }
  return found;
}

/** The reasons with the scheme as a further limit: without it, the paths are those of PS-EGR. */
function withSchemeLifted(found: UnreachedSlots, scenario: Scenario, { topology }: Problem): UnreachedSlots {
  const whole = buildProblem(scenario, topology);
  const reasonsOf = ({ slot, reasons }: IdleSlot, demand: number): IdleSlot['reasons'] => {
    const limits = reasons.filter((reason) => (IDLE_LIMITS as readonly string[]).includes(reason));
    if (whole.demands[demand]!.reach[slot] === 'usable') return [...limits, 'scheme'];
    if (reasons[0] !== 'no contact') return reasons;
    const lacking = unreachedSlots(scenario, whole, REFERENCE_SCHEME)[demand]!.get(slot)!.reasons;
    const joinsNothing = lacking[0] === 'no contact' || lacking[0] === 'not examined';
    return joinsNothing ? lacking : ['several limits'];
  };
  return found.map(
    (ofDemand, demand) =>
      new Map([...ofDemand].map(([slot, idle]) => [slot, { ...idle, reasons: reasonsOf(idle, demand) }])),
  );
}

function examine(scenario: Scenario, problem: Problem, scheme: SchemeName): UnreachedSlots {
  const { topology, demands, storagePairs } = problem;
  const answers = demands.map(() => new Map<number, IdleSlot>());
  if (demands.every(({ reach }) => reach.every((state) => state === 'usable'))) return answers;
  const { relays, usesStorage } = SCHEMES[scheme];
  const closed = topology.nodes.every(({ kind }) => relays.includes(kind))
    ? null
    : Uint8Array.from(topology.nodes, ({ kind }) => Number(!relays.includes(kind)));
  const index = nodeIndex(topology);
  // No question is for more paths, and some are only for whether there is one.
  const mostStocks = usesStorage ? Math.max(1, scenario.paths.realPaths, scenario.paths.virtualPaths) : 0;
  const contactsUnder = liftedContacts(scenario, topology);
  const question = { scenario, problem, closed, nodeOf: index.nodeOf };
  let work = 0;
  /** The stocks of the slot before, if the network is the same as there. */
  let storedBefore: StoredWerner | null = null;
  const subPaths = storagePairs.map((pair) => pair.subPaths);
  for (const view of slotViews(topology, subPaths, pairQuality(scenario, topology))) {
    const { slot } = view;
    const idle = demands.flatMap(({ reach }, demand) => (reach[slot] === 'usable' ? [] : [demand]));
    const isRepeated = storedBefore !== null && sameStocks(storedBefore, view.storedWerner);
    // Views are valid until the next slot, so stocks that are kept are copied; over satellites, they seldom are.
    storedBefore = isRepeatedNext(topology, slot) ? view.storedWerner.map((ofPair) => ofPair.slice()) : null;
    let graphs: LiftedGraphs | null = null;
    for (const demand of idle) {
      const earlier = isRepeated ? answers[demand]!.get(slot - 1) : undefined;
      if (earlier !== undefined) {
        answers[demand]!.set(slot, { ...earlier, slot });
        continue;
      }
      if (work > LARGEST_WORK) {
        answers[demand]!.set(slot, { slot, reasons: ['not examined'] });
        continue;
      }
      graphs ??= liftedGraphs(
        slotEdges(problem, view, index, mostStocks),
        (limit) => contactsUnder(slot, limit),
        closed,
      );
      work += graphs.edgeCount * (graphs.limits.length + 3);
      answers[demand]!.set(slot, { slot, ...examineSlot(question, demand, slot, graphs) });
    }
  }
  return answers;
}

type StoredWerner = SlotView['storedWerner'];

/** Whether the network is the same in the slot that follows. */
function isRepeatedNext({ slots }: Problem['topology'], slot: number): boolean {
  const here = slots[slot]!;
  const next = slots[slot + 1];
  if (next === undefined) return false;
  if (here.dropped !== undefined || next.dropped !== undefined) return false;
  if ([here, next].some(({ pointing }) => pointing !== undefined && pointing.acquiring.length > 0))
    return false;
  return equal(here.link, next.link) && equal(here.fidelity, next.fidelity);
}

const sameStocks = (one: StoredWerner, other: StoredWerner): boolean =>
  one.every((ofPair, pair) => equal(ofPair, other[pair]!));

const equal = (a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean =>
  a.length === b.length && a.every((value, position) => Object.is(value, b[position]));
