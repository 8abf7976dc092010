import { limitBit } from '../domain/idle-reason.ts';
import type { DroppedContacts } from '../domain/network.ts';

/** Contacts kept over all slots; only those cut by range or elevation can be this many. */
export const LARGEST_KEPT = 4_000_000;
/** Two ends, the platform between them, and what the contact lacks. */
export const BYTES_PER_DROPPED = 13;

const CUTS = limitBit('range') | limitBit('elevation');

/** Whether range or elevation is among what a contact lacks. */
export const isCut = (lacks: number): boolean => (lacks & CUTS) !== 0;

/** Records dropped contacts slot by slot. */
export interface DropLog {
  /** Whether there is still room for contacts cut by range or elevation. */
  readonly hasRoom: () => boolean;
  readonly add: (upper: number, lower: number, via: number, lacks: number) => void;
  /** What was added since the last call; null if nothing was. */
  readonly takeSlot: () => DroppedContacts | null;
}

export function dropLog(largestKept = LARGEST_KEPT): DropLog {
  let kept = 0;
  let isWhole = true;
  let [upper, lower, via, lacks]: number[][] = [[], [], [], []];
  return {
    hasRoom() {
      // Whoever asks has a contact that may have to be left out.
      if (kept >= largestKept) isWhole = false;
      return kept < largestKept;
    },
    add(one, other, middle, missing) {
      if (isCut(missing)) {
        if (kept >= largestKept) {
          isWhole = false;
          return;
        }
        kept += 1;
      }
      upper!.push(one);
      lower!.push(other);
      via!.push(middle);
      lacks!.push(missing);
    },
    takeSlot() {
      const taken = {
        upper: Int32Array.from(upper!),
        lower: Int32Array.from(lower!),
        via: Int32Array.from(via!),
        lacks: Uint8Array.from(lacks!),
        isWhole,
      };
      [upper, lower, via, lacks] = [[], [], [], []];
      const isEmpty = isWhole && taken.lacks.length === 0;
      isWhole = true;
      return isEmpty ? null : taken;
    },
  };
}
