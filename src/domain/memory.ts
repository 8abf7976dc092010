/** What happens to stored pairs from slot to slot; docs/paper-map.md, "Memory". */
export type MemoryModel =
  | { readonly model: 'ideal' }
  | { readonly model: 'loss'; readonly coherenceSeconds: number }
  | {
      readonly model: 'depolarising' | 'dephasing';
      readonly coherenceSeconds: number;
      /** A: a pair is discarded after this many slots. */
      readonly maximumStorageSlots: number;
    };

/** The effect of a slot of length δ on a stock; all 1 for memories that lose nothing. */
interface StockChange {
  /** s: share of the pairs at its beginning that are still there at its end. */
  readonly survival: number;
  /** φ: pairs at its end per pair that arrives during it. */
  readonly kept: number;
  /** ψ = φ/s: pairs needed at its beginning per pair that is drawn during it. */
  readonly needed: number;
}

const UNCHANGED: StockChange = { survival: 1, kept: 1, needed: 1 };

/**
 * A memory of the model `loss` loses pairs all the time: dz/dt = f − d − 2z/T, since both halves must survive (e^{−t/T}
 * each), with constant rates f of fills and d of draws over a slot. So z(δ) = s z(0) + φ δ (f − d), where s = e^{−x}, φ
 * = (1 − e^{−x})/x and x = 2δ/T. Between both ends z(t) is monotone, so it is enough to check 0 ≤ z ≤ B at the ends.
 */
export function stockChange(memory: MemoryModel, slotSeconds: number): StockChange {
  if (memory.model !== 'loss') return UNCHANGED;
  const decays = (2 * slotSeconds) / memory.coherenceSeconds;
  // So little of a memory's life that the share is below the least number: 0/0 otherwise.
  if (decays === 0) return UNCHANGED;
  const survival = Math.exp(-decays);
  return { survival, kept: -Math.expm1(-decays) / decays, needed: Math.expm1(decays) / decays };
}

/** A stock with at most this share left is too small to plan with. */
const WORTHLESS_SHARE = 1e-4;

/**
 * For how many slots after the one in which it was filled a stored pair counts: A if memories set an age; if they lose
 * pairs, as long as one in 10,000 survives from its arrival until it is drawn. 0 if a slot outlasts the memory.
 */
export function longestStorageSlots(memory: MemoryModel, slotSeconds: number): number {
  if (memory.model === 'ideal') return Number.POSITIVE_INFINITY;
  if (memory.model !== 'loss') return memory.maximumStorageSlots;
  // Filled at a constant rate in one slot and drawn at one in the a-th after it, s^a of the pairs survive.
  return Math.floor((-Math.log(WORTHLESS_SHARE) * memory.coherenceSeconds) / (2 * slotSeconds));
}
