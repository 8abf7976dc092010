/** What becomes of elementary pairs in one replication, counted by cause. */
import { LEDGER_KEYS, type Ledger, type LedgerKey } from '../domain/simulation.ts';

/** One count for each key, in the order of LEDGER_KEYS. */
export type Counts = Float64Array;

export const noCounts = (): Counts => new Float64Array(LEDGER_KEYS.length);

/** Where the count of each key is. */
export const AT = Object.fromEntries(LEDGER_KEYS.map((key, index) => [key, index])) as Readonly<
  Record<LedgerKey, number>
>;

export const ledgerOf = (counts: Counts): Ledger =>
  Object.fromEntries(LEDGER_KEYS.map((key, index) => [key, counts[index]!])) as Ledger;
