import type { InputIssue } from '../base/errors.ts';
import type { Topology } from '../domain/network.ts';
import type { StorageNode } from '../domain/problem.ts';
import type { CataloguedSubPath } from '../graph/slot-views.ts';
import { didYouMean } from '../scenario/nearest.ts';
import { declaredNodes } from '../scenario/nodes.ts';
import type { Scenario } from '../scenario/schema/scenario.ts';
import { longestInContact } from './contact-time.ts';

/** A storage pair before its sub-paths are searched. */
interface PairDraft {
  readonly id: string;
  readonly ends: readonly [string, string];
  readonly capacity: number;
  /** The sub-paths named in the scenario's initial stock. */
  readonly stocked: readonly CataloguedSubPath[];
}

interface ResolvedStorage {
  readonly storageNodes: readonly StorageNode[];
  readonly pairs: readonly PairDraft[];
}

/**
 * M, N and the initial stocks, in the order of the topology's nodes. Adds mistakes to `issues`, but only those that
 * need the topology to be found.
 */
export function resolveStorage(
  scenario: Scenario,
  topology: Topology,
  issues: InputIssue[],
): ResolvedStorage {
  const storageNodes = resolveNodes(scenario, topology, issues);
  const ends = resolvePairs(scenario, topology, storageNodes, issues);
  const stocked = resolveStock(scenario, topology, ends, issues);
  checkStockFits(topology, storageNodes, stocked, issues);
  const capacityOf = new Map(storageNodes.map(({ node, capacity }) => [node, capacity]));
  const pairs = ends.map(([a, b]) => ({
    id: pairId([a, b]),
    ends: [a, b] as const,
    capacity: Math.min(capacityOf.get(a)!, capacityOf.get(b)!),
    stocked: stocked.get(pairId([a, b])) ?? [],
  }));
  return { storageNodes, pairs };
}

type Ends = readonly [string, string];
type Stock = ReadonlyMap<string, readonly CataloguedSubPath[]>;
const pairId = (ends: Ends): string => ends.join('~');

/** Nodes with room for at least something; a capacity stated for a node takes precedence over that of its kind. */
function resolveNodes(scenario: Scenario, topology: Topology, issues: InputIssue[]): StorageNode[] {
  const { nodes, kinds } = scenario.storage;
  const names = topology.nodes.map(({ id }) => id);
  for (const [i, { node }] of nodes.entries()) {
    if (!names.includes(node)) issues.push(unknownNode(`storage.nodes[${i}].node`, node, names));
  }
  const stated = new Map(nodes.map(({ node, capacity }) => [node, capacity]));
  const memoryless = new Set(declaredNodes(scenario).flatMap(({ id, memory }) => (memory ? [] : [id])));
  return topology.nodes.flatMap(({ id, kind }) => {
    // A satellite without memory is known only by having no link of its own.
    const byKind = topology.contactless.has(id) || memoryless.has(id) ? 0 : (kinds[kind] ?? 0);
    const capacity = stated.get(id) ?? byKind;
    return capacity > 0 ? [{ node: id, capacity }] : [];
  });
}

/** All pairs, the listed ones, or those longest in contact; a listed pair with a node of capacity 0 stores nothing. */
function resolvePairs(
  scenario: Scenario,
  topology: Topology,
  storageNodes: readonly StorageNode[],
  issues: InputIssue[],
): Ends[] {
  const { pairs, nodes } = scenario.storage;
  const order = storageNodes.map(({ node }) => node);
  if (!Array.isArray(pairs) && pairs !== 'all') {
    return longestInContact(topology, order, pairs.longestContact);
  }
  const all = order.flatMap((a, i) => order.slice(i + 1).map((b): Ends => [a, b]));
  if (pairs === 'all') return all;
  const empty = new Set(nodes.flatMap(({ node, capacity }) => (capacity > 0 ? [] : [node])));
  for (const [i, ends] of pairs.entries()) {
    for (const [j, node] of ends.entries()) {
      if (order.includes(node) || empty.has(node)) continue;
      issues.push({
        path: `storage.pairs[${i}][${j}]`,
        message: `'${node}' is not a storage node.`,
        hint: didYouMean(node, order, "Give it a capacity under 'storage.nodes'."),
      });
    }
  }
  const listed = new Set(pairs.flatMap(([a, b]) => [pairId([a, b]), pairId([b, a])]));
  return all.filter((ends) => listed.has(pairId(ends)));
}

/** The initial stocks by pair, each along the links between its nodes; of parallel links, the first by id. */
function resolveStock(
  scenario: Scenario,
  topology: Topology,
  pairs: readonly Ends[],
  issues: InputIssue[],
): Stock {
  const stated = scenario.storage.initialStock;
  if (stated.length === 0) return new Map();
  const existing = new Set<number>();
  for (const { link } of topology.slots) for (const one of link) existing.add(one);
  const linkBetween = (a: string, b: string): number =>
    topology.links
      .flatMap(({ ends }, link) =>
        ends.includes(a) && ends.includes(b) && a !== b && existing.has(link) ? [link] : [],
      )
      .sort((p, q) => (topology.links[p]!.id < topology.links[q]!.id ? -1 : 1))[0] ?? -1;

  const stock = new Map<string, CataloguedSubPath[]>();
  for (const [i, { nodes: route, pairs: pairCount, fidelity }] of stated.entries()) {
    const path = `storage.initialStock[${i}].nodes`;
    const forward = pairs.find(([a, b]) => a === route[0] && b === route.at(-1));
    const backward = pairs.find(([a, b]) => b === route[0] && a === route.at(-1));
    const ends = forward ?? backward;
    if (ends === undefined) {
      issues.push({
        path,
        message: `'${route[0]}' and '${route.at(-1)}' are not a storage pair.`,
        hint: 'Begin and end the sub-path at two nodes that store pairs together.',
      });
      continue;
    }
    const nodes = forward === undefined ? route.toReversed() : route;
    const links = nodes.slice(1).map((node, hop) => linkBetween(nodes[hop]!, node));
    const missing = links.indexOf(-1);
    const known = stock.get(pairId(ends)) ?? [];
    const id = links.map((link) => topology.links[link]?.id).join('+');
    if (missing >= 0) {
      issues.push({
        path,
        message: `No link joins '${nodes[missing]}' and '${nodes[missing + 1]}' in any slot.`,
        hint: 'Name every node of the sub-path that the pairs came along, in order.',
      });
    } else if (new Set(nodes).size < nodes.length || known.some((subPath) => subPath.id === id)) {
      issues.push({
        path,
        message: `The sub-path ${nodes.join(', ')} is stated twice or visits a node twice.`,
        hint: 'State each simple sub-path once, with all its pairs.',
      });
    } else {
      const initialFidelity = pairCount > 0 ? fidelity : null;
      const hops = links.map((link) => ({ kind: 'link', link }) as const);
      stock.set(pairId(ends), [...known, { id, nodes, hops, initialStock: pairCount, initialFidelity }]);
    }
  }
  return stock;
}

/** Checks C3 and C8 at the beginning of the first slot. */
function checkStockFits(
  { nodes }: Topology,
  storageNodes: readonly StorageNode[],
  stock: Stock,
  issues: InputIssue[],
): void {
  const stocked = [...stock.values()].flat();
  const modesOf = new Map(nodes.map(({ id, memoryModes }) => [id, memoryModes]));
  for (const { node, capacity } of storageNodes) {
    const here = stocked.filter(({ nodes: [first, ...rest] }) => first === node || rest.at(-1) === node);
    const pairs = here.reduce((sum, { initialStock }) => sum + initialStock, 0);
    const modes = modesOf.get(node) ?? Number.POSITIVE_INFINITY;
    if (pairs <= Math.min(capacity, modes)) continue;
    const [what, hint] =
      pairs > capacity
        ? [`its capacity of ${capacity}`, 'State less stock or more capacity.']
        : [`its ${modes} memory modes hold`, 'State less stock or more memoryModes.'];
    issues.push({
      path: 'storage.initialStock',
      message: `The initial stock at '${node}' is ${pairs} pairs, more than ${what}.`,
      hint,
    });
  }
}

export const unknownNode = (path: string, node: string, known: readonly string[]): InputIssue => ({
  path,
  message: `There is no node '${node}'.`,
  hint: didYouMean(node, known, 'Name a node of the scenario, or a satellite of its orbital elements.'),
});
