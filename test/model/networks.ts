import { linkClassOf, type NodeKind, type Topology } from '../../src/domain/network.ts';
import type { Hop, Problem } from '../../src/domain/problem.ts';
import { type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';

type PerSlot = number | readonly number[];
interface LinkSketch {
  readonly ends: readonly [string, string];
  readonly id?: string;
  readonly fidelity?: PerSlot;
  /** 0 = no contact. */
  readonly capacity?: PerSlot;
}

/** A topology of hand-made links; every node is aerial unless `kinds` says otherwise. */
export function topologyOf(
  slotCount: number,
  links: readonly LinkSketch[],
  kinds: Readonly<Record<string, NodeKind>> = {},
): Topology {
  const nodes = [...new Set(links.flatMap(({ ends }) => ends))].sort();
  const kindOf = (node: string) => kinds[node] ?? 'aerial';
  const at = (value: PerSlot | undefined, slot: number, otherwise: number) =>
    value === undefined ? otherwise : typeof value === 'number' ? value : value[slot]!;
  return {
    slotCount,
    slotSeconds: 20,
    start: null,
    capacityUnit: 'pairs-per-slot',
    nodes: nodes.map((id) => ({ id, kind: kindOf(id) })),
    links: links.map(({ ends, id }) => ({
      id: id ?? ends.join('-'),
      ends,
      class: linkClassOf(kindOf(ends[0]), kindOf(ends[1])),
      kind: 'explicit',
      via: null,
      emitter: ends[0],
    })),
    slots: Array.from({ length: slotCount }, (_, slot) => {
      const present = links.flatMap((link, i) => (at(link.capacity, slot, 400) > 0 ? [i] : []));
      return {
        link: Int32Array.from(present),
        capacity: Float64Array.from(present, (i) => at(links[i]!.capacity, slot, 400)),
        fidelity: Float64Array.from(present, (i) => at(links[i]!.fidelity, slot, 0.97)),
      };
    }),
    notes: [],
    warnings: [],
    contactless: new Set(),
  };
}

export const scenarioOf = (slots: number, input: Omit<ScenarioInput, 'satqn' | 'horizon'>) =>
  scenarioSchema.parse({ satqn: 1, horizon: { slots, slotSeconds: 20 }, ...input });

/** Fig. 3 of the paper, as inferred from its text. */
export const FIGURE_3: readonly LinkSketch[] = ['1-2', '2-3', '2-4', '3-5', '4-5', '5-6'].map((id) => {
  const [a, b] = id.split('-');
  return { ends: [a!, b!], id };
});

export const stores = (...nodes: string[]) => nodes.map((node) => ({ node, capacity: 100 }));
export const idsOf = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
export const pathOf = (problem: Problem, id: string) =>
  problem.demands[0]!.paths.find((path) => path.id === id)!;
export const slotsOf = (entries: readonly { readonly slot: number }[]) => entries.map(({ slot }) => slot);

/** A chain a–b–c–…, the demand between its ends. */
export const chain = (nodes: string) =>
  [...nodes].slice(1).map((node, i) => ({ ends: [nodes[i]!, node] as const, id: `${nodes[i]}${node}` }));
export const demandOver = (nodes: string, more: object = {}) => ({
  source: nodes[0]!,
  destination: nodes.at(-1)!,
  ...more,
});

/** Links of f(p): own links and, recursively, those of the sub-paths behind virtual links. */
export function completeLinks(problem: Pick<Problem, 'storagePairs'>, hops: readonly Hop[]): number[] {
  return hops.flatMap((hop) =>
    hop.kind === 'link'
      ? [hop.link]
      : completeLinks(problem, problem.storagePairs[hop.pair]!.subPaths[hop.subPath]!.hops),
  );
}
