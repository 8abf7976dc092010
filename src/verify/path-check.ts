import { fidelityIn } from '../domain/network.ts';
import type { PlannedHop } from '../domain/plan.ts';
import { agedFidelity, swappedFidelity } from './fidelity.ts';
import { type ScenarioIndex, slotName } from './scenario-index.ts';
import type { Walk } from './signals.ts';

/** The hops of a planned path, looked up; unknown names are left out and reported. */
export interface CheckedPath {
  /** Own links, as indices into the topology. */
  readonly links: readonly number[];
  /** Stocks drawn from. */
  readonly stores: readonly CheckedSubPath[];
  readonly hops: number;
  readonly walk: Walk;
  /** Why it is not a simple walk between the two ends, in words. */
  readonly fault: string | null;
}

/** A virtual link: one sub-path of a storage pair with its stock. */
export interface CheckedSubPath {
  readonly name: string;
  readonly ends: readonly [string, string];
  readonly nodes: readonly string[];
  readonly checkedPath: CheckedPath;
  /** B = min(B_m1, B_m2). */
  readonly capacity: number;
  /** z^t as planned, T+1 values; zeros if the plan states none. */
  readonly stock: readonly number[];
  /** Per slot, the fidelity at which its pairs count; 0 while nothing can be in stock. */
  readonly rated: Float64Array;
  /** The most that can be in stock at the beginning of t = 0..T; pairs. */
  readonly reachable: Float64Array;
}

export const storeKey = (pair: string, subPath: string): string => JSON.stringify([pair, subPath]);

/** Looks a path up and checks that it is a simple walk from `from` to `to` in the virtual graph. */
export function checkPath(
  indexed: ScenarioIndex,
  stores: ReadonlyMap<string, CheckedSubPath>,
  path: { readonly nodes: readonly string[]; readonly hops: readonly PlannedHop[] },
  from: string,
  to: string,
): CheckedPath {
  const { nodes, hops } = path;
  const links: number[] = [];
  const drawn: CheckedSubPath[] = [];
  const faults: string[] = [];
  if (hops.length === 0 || nodes.length !== hops.length + 1) {
    faults.push(`${nodes.length} nodes don't fit ${hops.length} hops`);
  }
  if (nodes[0] !== from || nodes.at(-1) !== to) faults.push(`it does not lead from ${from} to ${to}`);
  if (new Set(nodes).size !== nodes.length) faults.push('it visits a node twice');
  hops.forEach((hop, position) => {
    const ends = endsOf(hop);
    if (ends === null) faults.push(`${nameOf(hop)} is unknown`);
    else if (!joins(ends, nodes[position], nodes[position + 1])) {
      faults.push(`${nameOf(hop)} does not join ${nodes[position]} and ${nodes[position + 1]}`);
    }
  });
  const walk = {
    nodes,
    hops: hops.map((hop) => ('link' in hop ? (indexed.links.get(hop.link) ?? null) : null)),
  };
  return { links, stores: drawn, hops: hops.length, walk, fault: faults[0] ?? null };

  function endsOf(hop: PlannedHop): readonly [string, string] | null {
    if ('link' in hop) {
      const link = indexed.links.get(hop.link);
      if (link === undefined) return null;
      links.push(link);
      return indexed.topology.links[link]!.ends;
    }
    const store = stores.get(storeKey(hop.pair, hop.subPath));
    if (store === undefined) return null;
    drawn.push(store);
    return store.ends;
  }
}

const nameOf = (hop: PlannedHop): string =>
  'link' in hop ? `link ${hop.link}` : `sub-path ${hop.subPath} of ${hop.pair}`;

const joins = (ends: readonly [string, string], a: string | undefined, b: string | undefined): boolean =>
  (ends[0] === a && ends[1] === b) || (ends[0] === b && ends[1] === a);

/** F of the complete path in a slot, its halves aged until the results of swaps are known, or why it does not exist there. */
export function fidelityOfPath(
  indexed: ScenarioIndex,
  checkedPath: CheckedPath,
  slot: number,
): number | string {
  const swapped = swappedFidelityOf(indexed, checkedPath, slot);
  if (typeof swapped === 'string' || indexed.signals === null || checkedPath.fault !== null) return swapped;
  const signals = indexed.signals(checkedPath.walk, slot);
  if (signals === null) return `no message gets between its nodes in ${slotName(slot)}`;
  return agedFidelity(swapped, signals.kept);
}

function swappedFidelityOf(indexed: ScenarioIndex, checkedPath: CheckedPath, slot: number): number | string {
  const inSlot = indexed.topology.slots[slot]!;
  const own = checkedPath.links.map((link) => fidelityIn(inSlot, link));
  const dark = own.indexOf(0);
  if (dark >= 0) {
    return `link ${indexed.topology.links[checkedPath.links[dark]!]!.id} has no contact in ${slotName(slot)}`;
  }
  const empty = checkedPath.stores.find((store) => store.rated[slot] === 0);
  if (empty) return `${empty.name} can't have anything in store in ${slotName(slot)}`;
  const stored = checkedPath.stores.map((store) => store.rated[slot]!);
  return swappedFidelity([...own, ...stored], indexed.scenario.gates);
}
