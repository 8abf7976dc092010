import { sgp4 } from 'satellite.js';
import type { InputIssue } from '../../base/errors.ts';
import type { ElementSet, ElementSource } from './element-set.ts';

/** All element sets of one satellite, by epoch. */
export interface ElementHistory {
  /** The latest that is given. */
  readonly name: string | null;
  readonly catalogueNumber: number;
  readonly sets: readonly ElementSet[];
}

/** Two element sets of one epoch belong to two satellites if their positions are further apart than this, km. */
const ONE_SATELLITE_KM = 100;
/** Epochs closer together than this count as one. */
const ONE_EPOCH_MS = 1;

/**
 * Collects the element sets of each satellite, in the order in which the satellites first appear. A catalogue number is
 * one satellite, whatever its name was at the time, unless sets of one epoch have different names: then the numbers
 * were made up, and names distinguish the satellites. Of two sets of one epoch, the later one in the text counts.
 */
export function elementHistories(
  sets: readonly ElementSet[],
  source: ElementSource,
): { readonly histories: readonly ElementHistory[]; readonly issues: readonly InputIssue[] } {
  const issues: InputIssue[] = [];
  const place = new Map(sets.map((set, index) => [set, index]));
  const histories = grouped(sets, ({ catalogueNumber }) => catalogueNumber)
    .flatMap((group) => (namesTellApart(group) ? grouped(group, nameKey) : [group]))
    .sort(([a], [b]) => place.get(a!)! - place.get(b!)!)
    .map((group): ElementHistory => {
      const { catalogueNumber } = group[0]!;
      const byEpoch = [...group].sort((a, b) => a.epochMs - b.epochMs);
      const name = byEpoch.reduce<string | null>((latest, set) => set.name ?? latest, null);
      const kept = byEpoch.filter((set, index) => !isSameEpoch(set, byEpoch[index + 1]));
      const twins = byEpoch.find((set, index) => isOtherSatellite(set, byEpoch[index + 1]));
      if (twins) {
        const who = name ?? `${catalogueNumber}`;
        const message = `Element sets of ${who} have one epoch and different places.`;
        const hint = 'Give every satellite its own catalogue number or name.';
        issues.push({ ...source, message, hint });
      }
      return { name, catalogueNumber, sets: kept };
    });
  return { histories, issues };
}

const nameKey = ({ name }: ElementSet): string | null => name?.toLowerCase() ?? null;

/** Groups in the order of their first members. */
function grouped<T, K>(items: readonly T[], keyOf: (item: T) => K): readonly T[][] {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

const isSameEpoch = (set: ElementSet, next: ElementSet | undefined): boolean =>
  next !== undefined && next.epochMs - set.epochMs < ONE_EPOCH_MS;

function namesTellApart(group: readonly ElementSet[]): boolean {
  if (new Set(group.map(nameKey)).size < 2) return false;
  const byEpoch = [...group].sort((a, b) => a.epochMs - b.epochMs);
  return byEpoch.some((set, index) => {
    const next = byEpoch[index + 1];
    return isSameEpoch(set, next) && nameKey(set) !== nameKey(next!);
  });
}

function isOtherSatellite(set: ElementSet, next: ElementSet | undefined): boolean {
  if (!isSameEpoch(set, next)) return false;
  const [a, b] = [sgp4(set.record, 0)?.position, sgp4(next!.record, 0)?.position];
  return a !== undefined && b !== undefined && Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z) > ONE_SATELLITE_KM;
}

/** The sets of a history that are nearest to some time in [from, to] (Unix, ms). */
export function setsWithin({ sets }: ElementHistory, fromMs: number, toMs: number): readonly ElementSet[] {
  const epochs = sets.map(({ epochMs }) => epochMs);
  return sets.slice(nearestEpoch(epochs, fromMs), nearestEpoch(epochs, toMs) + 1);
}

/** The index of the epoch, in ascending order, that is nearest to a time; the earlier one of two equally near. */
export function nearestEpoch(epochsMs: readonly number[], timeMs: number): number {
  let [low, high] = [0, epochsMs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timeMs - epochsMs[middle]! <= epochsMs[middle + 1]! - timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}
