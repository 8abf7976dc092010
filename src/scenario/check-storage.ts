import { type Finding, formatPath } from './issue.ts';
import { declaredNodes } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';
import { statedModes } from './stated-modes.ts';

/**
 * B_m of the nodes that the scenario itself names: the entry of the node, otherwise that of its kind. Nodes without an
 * entry, and those without memory, store nothing and are absent.
 */
function storageCapacities({ storage, ...scenario }: Scenario): Map<string, number> {
  const own = new Map(storage.nodes.map(({ node, capacity }) => [node, capacity]));
  const capacities = new Map(own);
  for (const { id, kind, memory } of declaredNodes({ storage, ...scenario })) {
    const capacity = own.get(id) ?? storage.kinds[kind];
    if (memory && capacity !== undefined) capacities.set(id, capacity);
    else capacities.delete(id);
  }
  return capacities;
}

/**
 * Storage nodes are listed once each and have memory; pairs and initial stocks are between storage nodes and within
 * B_m and M_m.
 */
export function checkStorage(scenario: Scenario): Finding[] {
  return [...checkStorageNodes(scenario), ...checkPairs(scenario), ...checkInitialStock(scenario)];
}

function checkStorageNodes(scenario: Scenario): Finding[] {
  const memoryless = new Set(declaredNodes(scenario).flatMap(({ id, memory }) => (memory ? [] : [id])));
  const seen = new Set<string>();
  return scenario.storage.nodes.flatMap(({ node }, i): Finding[] => {
    const path = ['storage', 'nodes', i, 'node'];
    const twice = seen.has(node);
    seen.add(node);
    return [
      ...(twice
        ? [{ path, message: `'${node}' is listed twice.`, hint: 'Give each storage node one capacity.' }]
        : []),
      ...(memoryless.has(node)
        ? [
            {
              path,
              message: `'${node}' has no memory and cannot store pairs.`,
              hint: 'Write memory: true there, or remove it here.',
            },
          ]
        : []),
    ];
  });
}

const pairKey = (a: string, b: string): string => JSON.stringify([a, b].sort());

/** Whether a node certainly stores nothing: it is declared and has no capacity. */
function nonStorage(scenario: Scenario): (node: string) => boolean {
  const capacities = storageCapacities(scenario);
  const declared = new Set(declaredNodes(scenario).map(({ id }) => id));
  return (node) => declared.has(node) && !capacities.has(node);
}

function checkPairs(scenario: Scenario): Finding[] {
  const { pairs } = scenario.storage;
  if (!Array.isArray(pairs)) return [];
  const storesNothing = nonStorage(scenario);
  const seen = new Set<string>();
  return pairs.flatMap(([a, b], i): Finding[] => {
    const path = ['storage', 'pairs', i];
    const twice = seen.has(pairKey(a, b));
    seen.add(pairKey(a, b));
    return [
      ...(a === b
        ? [{ path, message: `both ends are '${a}'.`, hint: 'A storage pair joins two different nodes.' }]
        : []),
      ...(twice
        ? [
            {
              path,
              message: `the pair of '${a}' and '${b}' is listed twice.`,
              hint: 'Remove one of the two.',
            },
          ]
        : []),
      ...[a, b].flatMap((end, side) =>
        storesNothing(end)
          ? [
              {
                path: [...path, side],
                message: `'${end}' is not a storage node.`,
                hint: 'Give it a capacity under storage.nodes or storage.kinds.',
              },
            ]
          : [],
      ),
    ];
  });
}

function checkInitialStock(scenario: Scenario): Finding[] {
  const { pairs, initialStock } = scenario.storage;
  const storesNothing = nonStorage(scenario);
  const listed = Array.isArray(pairs) ? new Set(pairs.map(([a, b]) => pairKey(a, b))) : null;
  const capacities = storageCapacities(scenario);
  const modes = statedModes(scenario);
  const held = new Map<string, number>();
  return initialStock.flatMap((stock, i): Finding[] => {
    const path = ['storage', 'initialStock', i];
    const ends = [stock.nodes[0]!, stock.nodes.at(-1)!] as const;
    const findings: Finding[] = [];
    const repeated = stock.nodes.findIndex((node, at, all) => all.indexOf(node) < at);
    if (repeated > 0) {
      findings.push({
        path: [...path, 'nodes', repeated],
        message: `the sub-path visits '${stock.nodes[repeated]}' twice.`,
        hint: 'A sub-path visits each node once.',
      });
    }
    const outside = ends.find(storesNothing);
    if (outside !== undefined || (listed && !listed.has(pairKey(...ends)))) {
      findings.push({
        path: [...path, 'nodes'],
        message: `'${ends[0]}' and '${ends[1]}' are not a storage pair.`,
        hint:
          outside === undefined
            ? 'Add the pair to storage.pairs.'
            : `Give '${outside}' a capacity under storage.nodes or storage.kinds.`,
      });
      return findings;
    }
    for (const end of new Set(ends)) {
      const sum = (held.get(end) ?? 0) + stock.pairs;
      held.set(end, sum);
      const capacity = capacities.get(end);
      if (capacity !== undefined && sum > capacity) {
        findings.push({
          path: [...path, 'pairs'],
          message: `the initial stock at '${end}' adds up to ${sum} pairs up to ${formatPath(path)}, and it holds ${capacity}.`,
          hint: 'Reduce the stock or raise the capacity.',
        });
      } else if (sum > (modes.get(end) ?? Number.POSITIVE_INFINITY)) {
        findings.push({
          path: [...path, 'pairs'],
          message: `the initial stock at '${end}' adds up to ${sum} pairs up to ${formatPath(path)}, each in a memory mode, and it has ${modes.get(end)} modes.`,
          hint: 'Reduce the stock or raise memoryModes.',
        });
      }
    }
    return findings;
  });
}
