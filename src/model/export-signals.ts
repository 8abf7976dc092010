/** What the JSON of an instance says of memory modes (C8), messages (C9), latencies and rounds of purification. */
import type { Topology } from '../domain/network.ts';
import type { MessageUse, ModeUse, Offer } from '../domain/problem.ts';

// Types, since the declaration of `exportInstance` writes them out where nobody else names them.
type ExportedLimits = {
  /** M_m, of the nodes that limit their memory modes. */
  readonly memoryModes?: readonly { readonly node: string; readonly modes: number }[];
  /** Directions of classical links that limit their traffic. */
  readonly messageWays?: readonly {
    readonly from: string;
    readonly to: string;
    readonly bitsPerSecond: number;
  }[];
};

type ExportedUses = {
  /** Mode-seconds per delivered or filled pair at nodes with limited modes, one value per slot. */
  readonly modeSeconds?: readonly { readonly node: string; readonly seconds: readonly number[] }[];
  /** Bits per delivered or filled pair along `messageWays`, by index, one value per slot. */
  readonly messageBits?: readonly { readonly way: number; readonly bits: readonly number[] }[];
};

type ExportedTimes = {
  /** t_p, s; null where the path is not usable. */
  readonly latencySeconds?: readonly (number | null)[];
  /** R. */
  readonly rounds?: readonly (number | null)[];
};

/** Empty where nothing is limited. */
export function exportLimits({ nodes, messageWays }: Topology): ExportedLimits {
  const memoryModes = nodes.flatMap(({ id, memoryModes: modes }) =>
    modes === undefined ? [] : [{ node: id, modes }],
  );
  return { ...(memoryModes.length > 0 && { memoryModes }), ...(messageWays && { messageWays }) };
}

/** What a path or sub-path takes of limited modes and ways in the slots in which it is usable. */
export function exportUses(
  { nodes, slotCount }: Topology,
  entries: readonly {
    readonly slot: number;
    readonly modes?: readonly ModeUse[] | undefined;
    readonly messages?: readonly MessageUse[] | undefined;
  }[],
): ExportedUses {
  const seconds = bySlot(slotCount);
  const bits = bySlot(slotCount);
  for (const { slot, modes = [], messages = [] } of entries) {
    for (const use of modes) seconds.set(use.node, slot, use.seconds);
    for (const use of messages) bits.set(use.way, slot, use.bits);
  }
  const modeSeconds = seconds.rows.map(([node, values]) => ({ node: nodes[node]!.id, seconds: values }));
  const messageBits = bits.rows.map(([way, values]) => ({ way, bits: values }));
  return {
    ...(modeSeconds.length > 0 && { modeSeconds }),
    ...(messageBits.length > 0 && { messageBits }),
  };
}

/** Empty where the scenario states nothing that depends on signals. */
export function exportTimes({ slotCount }: Topology, offers: readonly Offer[]): ExportedTimes {
  if (!offers.some(({ signals }) => signals !== undefined)) return {};
  const latencySeconds = new Array<number | null>(slotCount).fill(null);
  const rounds = [...latencySeconds];
  for (const { slot, signals } of offers) {
    latencySeconds[slot] = signals?.latencySeconds ?? null;
    rounds[slot] = signals?.rounds ?? null;
  }
  return { latencySeconds, rounds };
}

/** Rows with one number per slot, 0 where none is set, in the order of their keys. */
function bySlot(slotCount: number) {
  const found = new Map<number, number[]>();
  return {
    set(key: number, slot: number, value: number) {
      const row = found.get(key) ?? new Array<number>(slotCount).fill(0);
      row[slot] = value;
      found.set(key, row);
    },
    get rows() {
      return [...found].sort(([one], [other]) => one - other);
    },
  };
}
