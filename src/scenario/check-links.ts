import { type DocumentPath, type Finding, formatPath } from './issue.ts';
import { didYouMean } from './nearest.ts';
import type { Scenario } from './schema/scenario.ts';

/** Names that references may use; null if the scenario alone does not tell (satellites from TLE). */
export type KnownNames = ReadonlySet<string> | null;

/** Every reference to a node names an existing one. */
export function checkReferences(scenario: Scenario, known: KnownNames): Finding[] {
  if (known === null) return [];
  const { storage, hardware, classical } = scenario;
  const coherence = hardware?.coherenceSeconds;
  const named: [DocumentPath, string][] = [
    ...(['links', 'fibres'] as const).flatMap((section) =>
      scenario[section].flatMap(({ ends }, i) =>
        ends.map((end, side): [DocumentPath, string] => [[section, i, 'ends', side], end]),
      ),
    ),
    ...scenario.demands.flatMap((demand, i): [DocumentPath, string][] => [
      [['demands', i, 'source'], demand.source],
      [['demands', i, 'destination'], demand.destination],
    ]),
    ...storage.nodes.map(({ node }, i): [DocumentPath, string] => [['storage', 'nodes', i, 'node'], node]),
    ...(Array.isArray(storage.pairs) ? storage.pairs : []).flatMap((pair, i) =>
      pair.map((end, side): [DocumentPath, string] => [['storage', 'pairs', i, side], end]),
    ),
    ...storage.initialStock.flatMap(({ nodes }, i) =>
      nodes.map((node, at): [DocumentPath, string] => [['storage', 'initialStock', i, 'nodes', at], node]),
    ),
    ...(typeof coherence === 'object' ? (coherence.nodes ?? []) : []).map(
      ({ node }, i): [DocumentPath, string] => [['hardware', 'coherenceSeconds', 'nodes', i, 'node'], node],
    ),
    ...(classical?.links ?? []).flatMap(({ ends }, i) =>
      ends.map((end, side): [DocumentPath, string] => [['classical', 'links', i, 'ends', side], end]),
    ),
  ];
  return named
    .filter(([, name]) => !known.has(name))
    .map(([path, name]) => ({
      path,
      message: `there is no node '${name}'.`,
      hint: didYouMean(name, known, 'Nodes are listed under nodes, stations, platforms and satellites.'),
    }));
}

/** Links and fibres share one set of ids and join two different nodes. */
export function checkLinks(scenario: Scenario): Finding[] {
  const taken = new Map<string, string>();
  return (['links', 'fibres'] as const).flatMap((section) =>
    scenario[section].flatMap(({ id, ends, emitter }, i): Finding[] => {
      const before = id === undefined ? undefined : taken.get(id);
      if (id !== undefined) taken.set(id, before ?? `${section}[${i}]`);
      return [
        ...(before === undefined
          ? []
          : [
              {
                path: [section, i, 'id'],
                message: `the id '${id}' is taken by ${before}.`,
                hint: 'Give each link and fibre its own id.',
              },
            ]),
        ...(ends[0] === ends[1]
          ? [
              {
                path: [section, i, 'ends'],
                message: `both ends are '${ends[0]}'.`,
                hint: 'A link joins two different nodes.',
              },
            ]
          : []),
        ...(emitter === undefined || ends.includes(emitter)
          ? []
          : [
              {
                path: [section, i, 'emitter'],
                message: `'${emitter}' is not an end of the link.`,
                hint: `Write ${ends[0]} or ${ends[1]}.`,
              },
            ]),
      ];
    }),
  );
}

/** Base pairs with a fidelity of one half or less carry nothing that can be purified. */
export function checkFidelities(scenario: Scenario): Finding[] {
  const stated: [DocumentPath, number][] = [
    ...scenario.links.flatMap(({ fidelity }, i): [DocumentPath, number][] => {
      if (typeof fidelity === 'number') return [[['links', i, 'fidelity'], fidelity]];
      const slot = fidelity.findIndex((value) => value <= 0.5);
      return slot < 0 ? [] : [[['links', i, 'fidelity', slot], fidelity[slot]!]];
    }),
    ...scenario.storage.initialStock.map(({ fidelity }, i): [DocumentPath, number] => [
      ['storage', 'initialStock', i, 'fidelity'],
      fidelity,
    ]),
  ];
  return stated
    .filter(([, fidelity]) => fidelity <= 0.5)
    .map(([path, fidelity]) => ({
      path,
      message: `a fidelity of ${fidelity} is not above 0.5, and such pairs can never be purified.`,
      hint: 'Remove the link, or set its capacity to 0 in those slots.',
    }));
}

/** Demands have their own ids and two different ends. */
export function checkDemands(scenario: Scenario): Finding[] {
  const taken = new Map<string, number>();
  return scenario.demands.flatMap(({ id, source, destination }, i): Finding[] => {
    const before = id === undefined ? undefined : taken.get(id);
    if (id !== undefined) taken.set(id, before ?? i);
    return [
      ...(before === undefined
        ? []
        : [
            {
              path: ['demands', i, 'id'],
              message: `the id '${id}' is taken by ${formatPath(['demands', before])}.`,
              hint: 'Give each demand its own id.',
            },
          ]),
      ...(source === destination
        ? [
            {
              path: ['demands', i, 'destination'],
              message: `source and destination are both '${source}'.`,
              hint: 'A demand joins two different nodes.',
            },
          ]
        : []),
    ];
  });
}

/** Lists with one value per slot have as many values as there are slots. */
export function checkSlotLists(scenario: Scenario): Finding[] {
  const { slots } = scenario.horizon;
  const lists: [DocumentPath, number | readonly number[]][] = [
    ...scenario.links.flatMap((link, i): [DocumentPath, number | readonly number[]][] => [
      [['links', i, 'capacity'], link.capacity],
      [['links', i, 'fidelity'], link.fidelity],
    ]),
    ...scenario.demands.map((demand, i): [DocumentPath, number | readonly number[]] => [
      ['demands', i, 'weight'],
      demand.weight,
    ]),
  ];
  return lists.flatMap(([path, list]) =>
    typeof list === 'number' || list.length === slots
      ? []
      : [
          {
            path,
            message: `has ${list.length} values for ${slots} slots.`,
            hint: 'Write one number, or one per slot.',
          },
        ],
  );
}

/** Gate noise in purification is defined for BBPSSW only (docs: physics of purification). */
export function checkGates({ gates, purification }: Scenario): Finding[] {
  if (purification.protocol !== 'dejmps') return [];
  return (['twoQubit', 'readout'] as const)
    .filter((key) => gates[key] < 1)
    .map((key) => ({
      path: ['gates', key],
      message: `purification with noisy gates is not defined for the protocol dejmps.`,
      hint: `Write purification: {protocol: bbpssw}, or ${key}: 1.`,
    }));
}
