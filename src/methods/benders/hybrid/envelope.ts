/**
 * No QUBO: simulated annealing of min_i cut_i(x) itself, by moves from one choice of a group to another. This is the
 * classical yardstick of every encoding. Its length is a number of moves, so a seed gives the same reads everywhere.
 */
import type { RandomStream } from '../../../base/random.ts';
import type { CutBlock, CutModel } from './cut-model.ts';
import { widthOf } from './theta-bits.ts';

/** Moves within a second with 50 cuts on a machine of 2026, roughly. */
const MOVES_PER_SECOND = 3_000_000;
const MOVES_PER_TEMPERATURE = 64;
/** The first and the last temperature, as shares of the width of θ. */
const HOT = 0.05;
const COLD = 1e-4;

/** The moves of each read that fill about so many seconds in all. */
export const movesWithin = (seconds: number, reads: number): number =>
  Math.max(1, Math.round((MOVES_PER_SECOND * seconds) / reads));

/** A block with the slopes of all its cuts beside each other for each choice. */
interface Slopes {
  readonly ceiling: number;
  readonly constants: Float64Array;
  /** Of choice j from j · cuts on. */
  readonly slopes: Float64Array;
}

/** The best selection that each read passed: the choice of each group. */
export function annealEnvelope(
  model: CutModel,
  { reads, moves }: { readonly reads: number; readonly moves: number },
  random: RandomStream,
): Int32Array[] {
  const blocks = model.blocks.map((block) => slopesOf(model, block));
  const blocksOf = blocksOfGroups(model);
  const width = Math.max(0, ...model.blocks.map(widthOf));
  const movable = [...model.groups.keys()].filter((group) => model.groups[group]!.length > 1);
  return Array.from({ length: reads }, () => {
    const chosen = Int32Array.from(model.groups, (own) => own[Math.floor(random() * own.length)]!);
    const values = blocks.map(({ constants, slopes }) => {
      const own = constants.slice();
      for (const choice of chosen) addSlopes(own, slopes, choice, 1);
      return own;
    });
    const least = Float64Array.from(values, (own, block) => leastOf(own, blocks[block]!.ceiling));
    let total = least.reduce((sum, value) => sum + value, 0);
    let best = { total, chosen: chosen.slice() };
    let temperature = HOT * width;
    for (let done = 0; done < moves && movable.length > 0; done++) {
      if (done % MOVES_PER_TEMPERATURE === 0) temperature = width * HOT * (COLD / HOT) ** (done / moves);
      const group = movable[Math.floor(random() * movable.length)]!;
      const own = model.groups[group]!;
      const from = chosen[group]!;
      const to = otherThan(from, own, random);
      // What the move may cost at most is drawn first, so that most moves are refused after a few cuts.
      const allowed = total + temperature * Math.log(1 - random());
      let after = total;
      for (const block of blocksOf[group]!) {
        const { slopes, ceiling } = blocks[block]!;
        const others = after - least[block]!;
        after = others + leastAfter(values[block]!, slopes, from, to, ceiling, allowed - others);
      }
      if (after < allowed) continue;
      for (const block of blocksOf[group]!) {
        const { slopes, ceiling } = blocks[block]!;
        addSlopes(values[block]!, slopes, from, -1);
        addSlopes(values[block]!, slopes, to, 1);
        least[block] = leastOf(values[block]!, ceiling);
      }
      chosen[group] = to;
      total = least.reduce((sum, value) => sum + value, 0);
      if (total > best.total) best = { total, chosen: chosen.slice() };
    }
    return best.chosen;
  });
}

function slopesOf({ choices }: CutModel, { cuts, upper }: CutBlock): Slopes {
  const slopes = new Float64Array(choices * cuts.length);
  cuts.forEach((cut, index) => {
    cut.choices.forEach((choice, at) => {
      slopes[choice * cuts.length + index] = cut.slopes[at]!;
    });
  });
  return { ceiling: upper, constants: Float64Array.from(cuts, ({ constant }) => constant), slopes };
}

/** The blocks whose cuts depend on each group. */
function blocksOfGroups({ groups, blocks }: CutModel): readonly (readonly number[])[] {
  const sloped = blocks.map(({ cuts }) => new Set(cuts.flatMap((cut) => [...cut.choices])));
  return groups.map((own) =>
    [...blocks.keys()].filter((block) => own.some((choice) => sloped[block]!.has(choice))),
  );
}

function otherThan(from: number, own: readonly number[], random: RandomStream): number {
  const drawn = own[Math.floor(random() * (own.length - 1))]!;
  return drawn === from ? own.at(-1)! : drawn;
}

function addSlopes(values: Float64Array, slopes: Float64Array, choice: number, sign: number): void {
  const start = choice * values.length;
  for (let cut = 0; cut < values.length; cut++) values[cut]! += sign * slopes[start + cut]!;
}

function leastOf(values: Float64Array, ceiling: number): number {
  let least = ceiling;
  for (let cut = 0; cut < values.length; cut++) if (values[cut]! < least) least = values[cut]!;
  return least;
}

/** The least cut after a move; anything below `allowed` as soon as some cut is below it. */
function leastAfter(
  values: Float64Array,
  slopes: Float64Array,
  from: number,
  to: number,
  ceiling: number,
  allowed: number,
): number {
  const count = values.length;
  let least = ceiling;
  for (let cut = 0, a = from * count, b = to * count; cut < count; cut++, a++, b++) {
    const value = values[cut]! + slopes[b]! - slopes[a]!;
    if (value >= least) continue;
    least = value;
    if (value < allowed) return value;
  }
  return least;
}
