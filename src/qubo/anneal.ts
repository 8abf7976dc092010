/**
 * Simulated annealing of a QUBO (Kirkpatrick, Gelatt & Vecchi 1983) with a temperature that falls geometrically. How long
 * it takes is a number of steps, not a time, so that a seed gives the same reads on every machine.
 */
import type { RandomStream } from '../base/random.ts';
import { type Neighbours, neighboursOf, weightBetween } from './neighbours.ts';
import type { Bits, Qubo } from './qubo.ts';

interface AnnealTask {
  readonly qubo: Qubo;
  /** Lists of bits of which exactly one stays 1: they swap places. Bits of no list flip one by one. */
  readonly groups: readonly (readonly number[])[];
  readonly scale: { readonly hot: number; readonly cold: number };
  readonly reads: number;
  /** Of each read; see {@link stepsWithin}. */
  readonly steps: number;
}

/** A change that is made takes as long as this many couplers of its bits in trials that are not. */
const COUPLERS_PER_STEP = 40;
/** Steps within a second on a machine of 2026, roughly. */
const STEPS_PER_SECOND = 10_000_000;
/** How often the temperature is set anew. */
const STEPS_PER_TEMPERATURE = 64;
/** Sweeps without heat at the end of a read; nearly all end after a few. */
const MOST_SWEEPS = 100;

/** The steps of each read that fill about so many seconds in all. */
export const stepsWithin = (seconds: number, reads: number): number =>
  Math.max(1, Math.round((STEPS_PER_SECOND * seconds) / reads));

export function anneal({ qubo, groups, scale, reads, steps }: AnnealTask, random: RandomStream): Bits[] {
  const neighbours = neighboursOf(qubo);
  const groupOf = new Int32Array(qubo.linear.length).fill(-1);
  groups.forEach((bits, group) => {
    for (const bit of bits) groupOf[bit] = group;
  });
  return Array.from({ length: reads }, () => {
    const read = startRead(qubo, neighbours, groups, groupOf, random);
    cool(read, scale, steps, random);
    descend(read);
    return read.bits;
  });
}

/** A read under way; `fields` has, for each bit, what the energy gains if it turns 1. */
interface Read {
  readonly bits: Bits;
  readonly fields: Float64Array;
  readonly neighbours: Neighbours;
  readonly groupOf: Int32Array;
  /** The bit of each group that is 1. */
  readonly chosen: Int32Array;
}

function startRead(
  { linear }: Qubo,
  neighbours: Neighbours,
  groups: AnnealTask['groups'],
  groupOf: Int32Array,
  random: RandomStream,
): Read {
  const chosen = Int32Array.from(groups, (bits) => bits[Math.floor(random() * bits.length)]!);
  const read: Read = {
    bits: new Uint8Array(linear.length),
    fields: linear.slice(),
    neighbours,
    groupOf,
    chosen,
  };
  groupOf.forEach((group, bit) => {
    if (group < 0 ? random() < 0.5 : chosen[group] === bit) flip(read, bit);
  });
  return read;
}

function flip({ bits, fields, neighbours: { starts, others, weights } }: Read, bit: number): void {
  const end = starts[bit + 1]!;
  if (bits[bit]) {
    bits[bit] = 0;
    for (let at = starts[bit]!; at < end; at++) fields[others[at]!]! -= weights[at]!;
  } else {
    bits[bit] = 1;
    for (let at = starts[bit]!; at < end; at++) fields[others[at]!]! += weights[at]!;
  }
}

/** What the energy gains by a move to this bit, a flip or a swap. */
function gainOf({ bits, fields, neighbours, groupOf, chosen }: Read, bit: number): number {
  const group = groupOf[bit]!;
  if (group < 0) return bits[bit] ? -fields[bit]! : fields[bit]!;
  const before = chosen[group]!;
  if (before === bit) return 0;
  return fields[bit]! - fields[before]! - weightBetween(neighbours, bit, before);
}

/** Makes the move, and returns how many couplers were looked at. */
function move(read: Read, bit: number): number {
  const { groupOf, chosen, neighbours } = read;
  const { starts } = neighbours;
  const group = groupOf[bit]!;
  let looked = starts[bit + 1]! - starts[bit]!;
  if (group >= 0) {
    const before = chosen[group]!;
    flip(read, before);
    looked += starts[before + 1]! - starts[before]!;
    chosen[group] = bit;
  }
  flip(read, bit);
  return looked;
}

function cool(read: Read, { hot, cold }: AnnealTask['scale'], steps: number, random: RandomStream): void {
  const size = read.bits.length;
  let temperature = hot;
  let tried = 0;
  for (let done = 0; done < steps; done++) {
    if (tried++ % STEPS_PER_TEMPERATURE === 0) temperature = hot * (cold / hot) ** (done / steps);
    const bit = Math.floor(random() * size);
    const gain = gainOf(read, bit);
    if (gain === 0 || (gain > 0 && random() >= Math.exp(-gain / temperature))) continue;
    done += move(read, bit) / COUPLERS_PER_STEP;
  }
}

/** Takes what lowers the energy until nothing does. */
function descend(read: Read): void {
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let isLower = false;
    for (let bit = 0; bit < read.bits.length; bit++) {
      if (gainOf(read, bit) >= 0) continue;
      move(read, bit);
      isLower = true;
    }
    if (!isLower) return;
  }
}
