/** What is stated of memories, sources and messages makes sense together. */
import type { DocumentPath, Finding } from './issue.ts';
import { declaredNodes } from './nodes.ts';
import type { Scenario } from './schema/scenario.ts';
import { limitsModes, plansSignals, totalModes } from './signals.ts';
import { NODE_SECTIONS, statedModes } from './stated-modes.ts';

/** Modes belong to nodes with memory, and there is a number of them. */
export function checkModes(scenario: Scenario): Finding[] {
  return NODE_SECTIONS.flatMap((section) =>
    scenario[section].flatMap((node, i): Finding[] => [
      ...(node.modesPerMemory !== undefined && node.memoryModes === undefined
        ? [
            {
              path: [section, i, 'modesPerMemory'],
              message: 'the node has modes per memory, and the number of its memories is not given.',
              hint: 'Write memoryModes, or leave modesPerMemory out.',
            },
          ]
        : []),
      ...(Number.isFinite((node.memoryModes ?? 1) * (node.modesPerMemory ?? 1))
        ? []
        : [
            {
              path: [section, i, 'modesPerMemory'],
              message: 'times memoryModes, it is too large a number.',
              hint: 'Leave both out if the modes of the node are unlimited.',
            },
          ]),
      ...('memory' in node && !node.memory && node.memoryModes !== undefined
        ? [
            {
              path: [section, i, 'memoryModes'],
              message: 'the node has no memory (memory: false), so it has no modes either.',
              hint: 'Write memory: true, or leave memoryModes out.',
            },
          ]
        : []),
    ]),
  );
}

/** A source in the middle has no emitter, and arms only it has. */
export function checkSources({ links, fibres, linkClasses }: Scenario): Finding[] {
  const inTheMiddle = (source: string | undefined) => source !== undefined && source !== 'end';
  const ofClass = { links: undefined, fibres: linkClasses.G2G.source };
  const emitters = (['links', 'fibres'] as const).flatMap((section) =>
    (section === 'links' ? links : fibres).flatMap(({ source = ofClass[section], emitter }, i): Finding[] =>
      inTheMiddle(source) && emitter !== undefined
        ? [
            {
              path: [section, i, 'emitter'],
              message: `pairs are made in the middle (source: ${source}), so no end is the emitter.`,
              hint: 'Leave emitter out, or write source: end.',
            },
          ]
        : [],
    ),
  );
  const arms = links.flatMap(({ source, efficiency, armEfficiencies }, i): Finding[] => {
    if (inTheMiddle(source) && efficiency !== undefined) {
      return [
        {
          path: ['links', i, 'efficiency'],
          message: `with source: ${source} the link has two arms, so one efficiency does not tell enough.`,
          hint: 'Write armEfficiencies: [0.1, 0.1], say, in the order of its ends.',
        },
      ];
    }
    return !inTheMiddle(source) && armEfficiencies !== undefined
      ? [
          {
            path: ['links', i, 'armEfficiencies'],
            message: 'the source is at one end, so the link has no arms.',
            hint: 'Write efficiency, or source: middle.',
          },
        ]
      : [];
  });
  return [...emitters, ...arms];
}

/** Explicit links, of which nothing else tells how long news takes and how many attempts a pair takes. */
export function checkLengths(scenario: Scenario): Finding[] {
  if (!plansSignals(scenario)) return [];
  const isLimited = limitedNodes(scenario);
  return scenario.links.flatMap((link, i): Finding[] => {
    const { ends, lengthKm, source = 'end', emitter = ends[0], efficiency, armEfficiencies } = link;
    const waiting = source === 'end' ? [emitter] : ends;
    const knowsAttempts = source === 'end' ? efficiency !== undefined : armEfficiencies !== undefined;
    const limited = waiting.find(isLimited);
    return [
      ...(lengthKm === undefined
        ? [
            {
              path: ['links', i],
              message:
                'the length of the link is not given, so nobody knows how long memories wait for news.',
              hint: 'Write lengthKm, or leave out memoryModes, hardware, classical and maximumLatencySeconds.',
            },
          ]
        : []),
      ...(limited !== undefined && !knowsAttempts
        ? [
            {
              path: ['links', i],
              message: `the efficiency of the link is not given, so nobody knows how many modes '${limited}' needs.`,
              hint: `Write ${source === 'end' ? 'efficiency' : 'armEfficiencies'}, or leave memoryModes of '${limited}' out.`,
            },
          ]
        : []),
    ];
  });
}

/** Satellites from TLE and OMM get their names later, so any unknown name may be one of theirs. */
function limitedNodes(scenario: Scenario): (node: string) => boolean {
  if (!limitsModes(scenario)) return () => false;
  const declared = new Set(declaredNodes(scenario).map(({ id }) => id));
  const limited = statedModes(scenario);
  const fromElements = scenario.satellites.some(
    (entry) => ('tle' in entry || 'omm' in entry) && totalModes(entry, 'satellite', scenario) !== undefined,
  );
  return (node) => limited.has(node) || (fromElements && !declared.has(node));
}

/** Coherence times are of nodes with memory, each listed once. */
export function checkCoherence(scenario: Scenario): Finding[] {
  const stated = scenario.hardware?.coherenceSeconds;
  if (stated === undefined || typeof stated === 'number') return [];
  const path: DocumentPath = ['hardware', 'coherenceSeconds'];
  const seen = new Set<string>();
  const memoryless = new Set(declaredNodes(scenario).flatMap(({ id, memory }) => (memory ? [] : [id])));
  return [
    ...(Object.keys(stated.kinds ?? {}).length === 0 && (stated.nodes ?? []).length === 0
      ? [
          {
            path,
            message: 'no coherence time is given.',
            hint: 'Write a number, kinds: {satellite: 1}, or nodes: [{node, coherenceSeconds}].',
          },
        ]
      : []),
    ...(stated.nodes ?? []).flatMap(({ node }, i): Finding[] => {
      const twice = seen.has(node);
      seen.add(node);
      if (memoryless.has(node)) {
        return [
          {
            path: [...path, 'nodes', i, 'node'],
            message: `'${node}' has no memory (memory: false), so nothing waits there.`,
            hint: 'Write memory: true there, or remove it here.',
          },
        ];
      }
      return twice
        ? [
            {
              path: [...path, 'nodes', i, 'node'],
              message: `'${node}' is listed twice.`,
              hint: 'Give each node one coherence time.',
            },
          ]
        : [];
    }),
  ];
}

/** Classical links join two different nodes, one at most the same two. */
export function checkClassicalLinks({ classical }: Scenario): Finding[] {
  const seen = new Map<string, number>();
  return (classical?.links ?? []).flatMap(({ ends }, i): Finding[] => {
    const key = JSON.stringify([...ends].sort());
    const before = seen.get(key);
    seen.set(key, before ?? i);
    if (ends[0] === ends[1]) {
      return [
        {
          path: ['classical', 'links', i, 'ends'],
          message: `both ends are '${ends[0]}'.`,
          hint: 'A classical link joins two different nodes.',
        },
      ];
    }
    return before === undefined
      ? []
      : [
          {
            path: ['classical', 'links', i, 'ends'],
            message: `classical.links[${before}] joins the same two nodes.`,
            hint: 'Write one classical link between two nodes.',
          },
        ];
  });
}

/**
 * Where halves that wait age and pairs are stored, how these age has to be stated, too, as an ideal memory would then be the
 * only one in the network.
 * @param stated the document as written, on top of its preset
 */
export function checkStatedMemory(stated: object, { hardware, storage }: Scenario): Finding[] {
  const stores =
    storage.nodes.length > 0 || Object.values(storage.kinds).some((pairs) => pairs !== undefined);
  if (hardware?.coherenceSeconds === undefined || !stores) return [];
  const written = (stated as { readonly storage?: { readonly memory?: unknown } }).storage?.memory;
  return written !== undefined
    ? []
    : [
        {
          path: ['storage'],
          message:
            'halves that wait age (hardware.coherenceSeconds), and how pairs in store age is not given.',
          hint: 'Write memory: {model: ideal} if they do not, or memory: {model: depolarising, coherenceSeconds: 1, maximumStorageSlots: 1}, say.',
        },
      ];
}
