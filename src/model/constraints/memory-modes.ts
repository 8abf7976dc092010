/**
 * C8 (ours): Σ_{e emitting at m} (u_e/η_e) τ_e + Σ_p Σ_{e∈p, e∋m} u_{p,e} h_{p,e,m} + Σ stock with a half at m ≤ M_m, for every
 * node with limited memory modes: in flight, held until it is released, and in store. It stands at the beginning and at the end
 * of every slot, since stock changes in between; else one window would hand on what the next one cannot hold.
 */
import type { ModeUse } from '../../domain/problem.ts';
import type { Layout } from '../layout.ts';
import type { PackingContext, Taken } from './family.ts';
import { packingFamily } from './packing.ts';

const AT_BEGINNING = 0;
const AT_END = 1;
type Moment = typeof AT_BEGINNING | typeof AT_END;

/** The two rows of a node in a slot follow each other. */
const rowOf = (node: number, moment: Moment): number => 2 * node + moment;

export const memoryModes = packingFamily({
  rowName: (row, slot) => `C8(m${row >> 1}${(row & 1) === AT_END ? 'e' : 'b'},t${slot})`,
  writtenBy: 'slot',
  isWithinSlot: true,
  order: 'slot',
  limit: ({ problem }, row) => problem.topology.nodes[row >> 1]!.memoryModes!,
  ofChoice: ({ layout }, choice) => takenBy(layout.choices[choice]!.offer.signals?.modes),
  ofFill: ({ layout }, fill) => takenBy(layout.fills[fill]!.fill.modes),
  ofStockAtBeginning: (context, stock) => heldBy(context, stock, AT_BEGINNING),
  ofStockAtEnd: (context, stock) => heldBy(context, stock, AT_END),
});

function takenBy(modes: readonly ModeUse[] | undefined): Taken {
  if (modes === undefined || modes.length === 0) return NOTHING;
  return {
    entities: modes.flatMap(({ node }) => [rowOf(node, AT_BEGINNING), rowOf(node, AT_END)]),
    each: modes.flatMap(({ seconds }) => [seconds, seconds]),
  };
}

/** One mode at each of its ends that limits them. */
function heldBy({ layout, endsOfStock }: PackingContext, stock: number, moment: Moment): Taken {
  const limited = limitedNodes(layout);
  const rows = endsOfStock[stock]!.flatMap((end) => {
    const node = limited[end]!;
    return node < 0 ? [] : [rowOf(node, moment)];
  });
  return rows.length === 0 ? NOTHING : { entities: rows, each: 1 };
}

const NOTHING: Taken = { entities: [], each: 0 };

const known = new WeakMap<Layout['problem'], Int32Array>();

/** By storage node: its index among all nodes, −1 if its modes are unlimited. */
function limitedNodes({ problem }: Layout): Int32Array {
  let limited = known.get(problem);
  if (limited === undefined) {
    const indexOf = new Map(
      problem.topology.nodes.flatMap(({ id, memoryModes }, node) =>
        memoryModes === undefined ? [] : [[id, node] as const],
      ),
    );
    limited = Int32Array.from(problem.storageNodes, ({ node }) => indexOf.get(node) ?? -1);
    known.set(problem, limited);
  }
  return limited;
}
