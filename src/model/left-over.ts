/**
 * How much room a plan under construction leaves in the families that pack (constraints/packing.ts): by how much a
 * column can still grow. A new packing family counts as soon as it is listed, so planners need to know none by name.
 */
import { families } from './constraints/families.ts';
import { amountAt, type Packing, type PackingContext, type Taken } from './constraints/family.ts';

/** The rows from which a column takes, and how much one unit of it takes of each. */
export interface Share {
  readonly rows: readonly number[];
  readonly coefficients: readonly number[];
}

/** All slots and instants; all is left at first. */
export interface LeftOver {
  ofChoice(choice: number): Share;
  ofFill(fill: number): Share;
  ofStock(stock: number, instant: number): Share;
  /** The most by which a column can grow, all others staying as they are; Infinity where no row holds it. */
  room(share: Share): number;
  /** Whether what is in stock takes part of rows of slots, in which choices and fills take part as well. */
  readonly mixesStocks: boolean;
  /** The most by which a column can grow if others grow with it, each by so much per unit of the first. */
  roomWith(share: Share, others: readonly (readonly [share: Share, perUnit: number])[]): number;
  /** Whether columns take more of a row than there is, by more than rounding. */
  isOverfull(share: Share): boolean;
  /** Grows a column by an amount, or gives back where the amount is negative. */
  take(share: Share, amount: number): void;
}

/** Of a row's limit. */
const ROUNDING = 1e-9;

const PACKINGS: readonly Packing[] = families.flatMap(([, { partByPart }]) =>
  typeof partByPart === 'string' ? [] : partByPart,
);

export function openLeftOver(context: PackingContext): LeftOver {
  const { layout } = context;
  const instants = layout.problem.topology.slotCount + 1;
  const left: number[] = [];
  const limits: number[] = [];
  /** Rows that something was asked about, by family, slot and entity: of many, few are. */
  const known = PACKINGS.map(() => new Map<number, Map<number, number>>());
  const rowOf = (family: number, slot: number, entity: number): number => {
    const rows = valueAt(known[family]!, slot, () => new Map<number, number>());
    return valueAt(rows, entity, () => {
      limits.push(PACKINGS[family]!.limit(layout, entity, slot));
      return left.push(limits.at(-1)!) - 1;
    });
  };
  const shareOf = (
    writtenBy: Packing['writtenBy'],
    slot: number,
    taken: (packing: Packing) => Taken | undefined,
  ) => {
    const rows: number[] = [];
    const coefficients: number[] = [];
    PACKINGS.forEach((packing, family) => {
      const found = packing.writtenBy === writtenBy ? taken(packing) : undefined;
      for (const [position, entity] of (found?.entities ?? []).entries()) {
        const row = rowOf(family, slot, entity);
        const at = rows.indexOf(row);
        if (at >= 0) coefficients[at]! += amountAt(found!, position);
        else {
          rows.push(row);
          coefficients.push(amountAt(found!, position));
        }
      }
    });
    return { rows, coefficients };
  };
  const room = ({ rows, coefficients }: Share): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) least = Math.min(least, left[rows[i]!]! / coefficients[i]!);
    return Math.max(0, least);
  };
  const choices = new Map<number, Share>();
  const fills = new Map<number, Share>();
  const stocks = new Map<number, Share>();
  return {
    ofChoice: (choice) =>
      valueAt(choices, choice, () =>
        shareOf('slot', layout.choices[choice]!.offer.slot, ({ ofChoice }) => ofChoice?.(context, choice)),
      ),
    ofFill: (fill) =>
      valueAt(fills, fill, () =>
        shareOf('slot', layout.fills[fill]!.fill.slot, ({ ofFill }) => ofFill?.(context, fill)),
      ),
    ofStock: (stock, instant) =>
      valueAt(stocks, stock * instants + instant, () =>
        joined(
          shareOf('instant', instant, ({ ofStock }) => ofStock?.(context, stock)),
          instant === instants - 1
            ? NOTHING
            : shareOf('slot', instant, ({ ofStockAtBeginning }) => ofStockAtBeginning?.(context, stock)),
          instant === 0
            ? NOTHING
            : shareOf('slot', instant - 1, ({ ofStockAtEnd }) => ofStockAtEnd?.(context, stock)),
        ),
      ),
    mixesStocks: PACKINGS.some(
      ({ ofStockAtBeginning }) =>
        ofStockAtBeginning &&
        layout.stocks.some((_, stock) => ofStockAtBeginning(context, stock).entities.length > 0),
    ),
    room,
    roomWith(share, others) {
      const overlap = others.filter(([{ rows }]) => rows.some((row) => share.rows.includes(row)));
      if (overlap.length === 0) return room(share);
      const scaled = overlap.map(
        ([{ rows, coefficients }, perUnit]): Share => ({
          rows,
          coefficients: coefficients.map((coefficient) => coefficient * perUnit),
        }),
      );
      return room(joined(share, ...scaled));
    },
    isOverfull: ({ rows }) => rows.some((row) => left[row]! < -ROUNDING * limits[row]!),
    take({ rows, coefficients }, amount) {
      for (let i = 0; i < rows.length; i++) left[rows[i]!]! -= coefficients[i]! * amount;
    },
  };
}

const NOTHING: Share = { rows: [], coefficients: [] };

/** What several columns take together, one unit of each. */
function joined(...shares: readonly Share[]): Share {
  const [one = NOTHING, ...others] = shares.filter(({ rows }) => rows.length > 0);
  if (others.length === 0) return one;
  const sums = new Map<number, number>();
  for (const { rows, coefficients } of [one, ...others]) {
    rows.forEach((row, i) => {
      sums.set(row, (sums.get(row) ?? 0) + coefficients[i]!);
    });
  }
  return { rows: [...sums.keys()], coefficients: [...sums.values()] };
}

/** The value of a key in a map, which is made first if there is none. */
function valueAt<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
