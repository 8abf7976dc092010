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

/** What a kind of column takes of the rows of a family. */
interface TakenFrom {
  /** Index into the packings. */
  readonly family: number;
  readonly taken: (context: PackingContext, column: number) => Taken;
}

/** Of all families from whose rows of slots or instants a kind of column takes. */
const takenFrom = (
  writtenBy: Packing['writtenBy'],
  kind: 'ofChoice' | 'ofFill' | 'ofStock' | 'ofStockAtBeginning' | 'ofStockAtEnd',
): readonly TakenFrom[] =>
  PACKINGS.flatMap((packing, family) => {
    const taken = packing.writtenBy === writtenBy ? packing[kind] : undefined;
    return taken ? [{ family, taken }] : [];
  });

const OF_CHOICE = takenFrom('slot', 'ofChoice');
const OF_FILL = takenFrom('slot', 'ofFill');
const OF_STOCK = takenFrom('instant', 'ofStock');
const OF_STOCK_AT_BEGINNING = takenFrom('slot', 'ofStockAtBeginning');
const OF_STOCK_AT_END = takenFrom('slot', 'ofStockAtEnd');

export function openLeftOver(context: PackingContext): LeftOver {
  const { layout } = context;
  const { slotCount } = layout.problem.topology;
  const left: number[] = [];
  const limits: number[] = [];
  /** Rows that something was asked about, by family, slot and entity: of many, few are. */
  const known = PACKINGS.map(() => Array.from({ length: slotCount + 1 }, () => new Map<number, number>()));
  const rowOf = (family: number, slot: number, entity: number): number => {
    const rows = known[family]![slot]!;
    let row = rows.get(entity);
    if (row === undefined) {
      limits.push(PACKINGS[family]!.limit(layout, entity, slot));
      row = left.push(limits.at(-1)!) - 1;
      rows.set(entity, row);
    }
    return row;
  };
  const shareOf = (packings: readonly TakenFrom[], column: number, slot: number): Share => {
    const rows: number[] = [];
    const coefficients: number[] = [];
    for (const { family, taken } of packings) {
      const found = taken(context, column);
      for (let position = 0; position < found.entities.length; position++) {
        const row = rowOf(family, slot, found.entities[position]!);
        const at = rows.indexOf(row);
        if (at >= 0) coefficients[at]! += amountAt(found, position);
        else {
          rows.push(row);
          coefficients.push(amountAt(found, position));
        }
      }
    }
    return { rows, coefficients };
  };
  const room = ({ rows, coefficients }: Share): number => {
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < rows.length; i++) least = Math.min(least, left[rows[i]!]! / coefficients[i]!);
    return Math.max(0, least);
  };
  const choices = new Array<Share | undefined>(layout.choices.length);
  const fills = new Array<Share | undefined>(layout.fills.length);
  const stocks = new Array<(Share | undefined)[] | undefined>(layout.stocks.length);
  const shareOfStock = (stock: number, instant: number): Share =>
    joined(
      shareOf(OF_STOCK, stock, instant),
      instant === slotCount ? NOTHING : shareOf(OF_STOCK_AT_BEGINNING, stock, instant),
      instant === 0 ? NOTHING : shareOf(OF_STOCK_AT_END, stock, instant - 1),
    );
  return {
    ofChoice(choice) {
      choices[choice] ??= shareOf(OF_CHOICE, choice, layout.choices[choice]!.offer.slot);
      return choices[choice];
    },
    ofFill(fill) {
      fills[fill] ??= shareOf(OF_FILL, fill, layout.fills[fill]!.fill.slot);
      return fills[fill];
    },
    ofStock(stock, instant) {
      stocks[stock] ??= new Array<Share | undefined>(slotCount + 1);
      stocks[stock][instant] ??= shareOfStock(stock, instant);
      return stocks[stock][instant];
    },
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
