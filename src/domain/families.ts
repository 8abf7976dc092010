/**
 * The families of constraints on rates and stocks: C3 to C6 of the paper's program (1), then ours. Each has a file in
 * model/constraints/, which writes its rows, and one in verify/constraints/, which checks and prices them; a family
 * named here but missing there does not compile.
 */

/**
 * What a row of a family refers to: a node with memories, a link, a virtual link, a pair of users, any node, a node when a slot
 * begins or ends, one direction of a classical link, or a link together with a pair of users or a virtual link.
 */
export type RowEntity =
  | 'memory'
  | 'link'
  | 'stock'
  | 'demand'
  | 'node'
  | 'nodeMoment'
  | 'messageWay'
  | 'demandLink'
  | 'stockLink';

export interface FamilyFacts {
  readonly of: RowEntity;
  /** Key of its dual prices in a run record. */
  readonly prices: string;
  /** What its check covers. */
  readonly words: string;
  /** Rows of the form … ≥ …; their prices are those of −… ≤ −…. */
  readonly isLeast?: true;
  /** Rows of the form … = …, whose prices have any sign. */
  readonly isEquality?: true;
  /** Its rows belong to the instants 0…T, not to the slots between them. */
  readonly isOfInstants?: true;
  /** Its checks and prices are in every record, even without rows; those of other families only if they have some. */
  readonly isInEveryRecord?: true;
}

export const FAMILIES = {
  C3: {
    of: 'memory',
    prices: 'c3',
    words: 'pairs in each storage node within its capacity',
    isInEveryRecord: true,
    isOfInstants: true,
  },
  C4: {
    of: 'link',
    prices: 'c4',
    words: 'pairs drawn from each link within its capacity',
    isInEveryRecord: true,
  },
  C5: { of: 'stock', prices: 'c5', words: 'pairs served within the stock', isInEveryRecord: true },
  C6: {
    of: 'stock',
    prices: 'c6',
    words: 'balance of each stock from slot to slot',
    isInEveryRecord: true,
    isEquality: true,
    isOfInstants: true,
  },
  freshness: {
    of: 'stock',
    prices: 'freshness',
    words: 'age of stored pairs',
    isInEveryRecord: true,
    isOfInstants: true,
  },
  C7: { of: 'demand', prices: 'c7', words: 'minimum rates', isInEveryRecord: true, isLeast: true },
  C8: { of: 'nodeMoment', prices: 'c8', words: 'memory modes in flight, held and in store at each node' },
  C9: { of: 'messageWay', prices: 'c9', words: 'messages along each classical link within its limit' },
  P1: { of: 'node', prices: 'p1', words: 'telescopes of each node' },
  P2: { of: 'link', prices: 'p2', words: 'pairs drawn from each link while telescopes point along it' },
  P5: { of: 'demandLink', prices: 'p5', words: 'telescopes pointed along every route' },
  P6: { of: 'stockLink', prices: 'p6', words: 'telescopes pointed along every sub-path that is filled' },
  S: { of: 'node', prices: 's', words: 'pairs that a shared source feeds into its links' },
} as const satisfies Readonly<Record<string, FamilyFacts>>;

export type FamilyId = keyof typeof FAMILIES;
/** When in a slot a row counts what is in store. */
export const SLOT_MOMENTS = ['beginning', 'end'] as const;
type SlotMoment = (typeof SLOT_MOMENTS)[number];

/** Names of what a row refers to, as in records. */
export interface EntityNames {
  readonly memory: { readonly node: string };
  readonly link: { readonly link: string };
  readonly stock: { readonly pair: string; readonly subPath: string };
  readonly demand: { readonly demand: string };
  readonly node: { readonly node: string };
  readonly nodeMoment: { readonly node: string; readonly at: SlotMoment };
  readonly messageWay: { readonly from: string; readonly to: string };
  readonly demandLink: { readonly demand: string; readonly link: string };
  readonly stockLink: { readonly pair: string; readonly subPath: string; readonly link: string };
}

export type EntityName = EntityNames[RowEntity];

export const FAMILY_IDS = Object.keys(FAMILIES) as readonly FamilyId[];
