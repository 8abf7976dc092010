/** Cutting planes from the roots of windows, translated to the columns of the projected relaxation. */
import type { Row, Rows } from '../../lp/program.ts';
import type { Incidence } from '../../model/incidence.ts';
import { monolithOffsets, type WindowModel } from '../../model/window.ts';

/**
 * Projects a cut Σ a v + Σ c x ≤ d of a window onto the columns without x, those of the monolith. Given the y, the
 * least that its x can add is Σ c_p y_p/Y_p (since x ≥ y/Y^max), plus, per group, the rest of Σ x ≤ 1 on its most
 * negative coefficient. The result is linear, valid if the cut is, and as strong as the cut alone.
 */
function projectCut(
  incidence: Incidence,
  model: WindowModel,
  { starts, indices, values, upper, lower }: Rows,
  cut: number,
): { readonly entries: ReadonlyMap<number, number>; readonly upper: number } | null {
  const sign = Number.isFinite(upper[cut]!) ? 1 : -1;
  let side = sign === 1 ? upper[cut]! : -lower[cut]!;
  if (!Number.isFinite(side)) return null;
  const { layout } = incidence;
  const { y } = monolithOffsets(incidence);
  const entries = new Map<number, number>();
  const add = (identity: number, value: number) =>
    entries.set(identity, (entries.get(identity) ?? 0) + value);
  const least = new Map<number, number>();
  for (let entry = starts[cut]!; entry < starts[cut + 1]!; entry++) {
    const identity = model.columns[indices[entry]!]!;
    const value = sign * values[entry]!;
    if (identity >= y) {
      add(identity, value);
      continue;
    }
    const { group, offer } = layout.choices[identity]!;
    add(y + identity, value / offer.rateCap);
    if (value < (least.get(group) ?? 0)) least.set(group, value);
  }
  for (const [group, value] of least) {
    side -= value;
    for (const choice of layout.groups[group]!.choices) {
      const { rateCap } = layout.choices[choice]!.offer;
      if (rateCap > 0) add(y + choice, -value / rateCap);
    }
  }
  return { entries, upper: side };
}

/** Collects cuts as rows of the relaxation, without duplicates. */
export interface CutPool {
  /** The new ones among the cuts of a window. */
  take(model: WindowModel, cuts: Rows): Row[];
}

export function createCutPool(incidence: Incidence, columnOf: (monolithColumn: number) => number): CutPool {
  const known = new Set<string>();
  return {
    take(model, cuts) {
      const rows: Row[] = [];
      for (let cut = 0; cut < cuts.lower.length; cut++) {
        const projected = projectCut(incidence, model, cuts, cut);
        if (projected === null) continue;
        const entries = [...projected.entries]
          .map(([identity, value]) => [columnOf(identity), value] as const)
          .filter(([, value]) => value !== 0)
          .sort(([a], [b]) => a - b);
        const key = `${projected.upper.toPrecision(6)} ${entries.map(([column, value]) => `${column} ${value.toPrecision(5)}`).join()}`;
        if (known.has(key)) continue;
        known.add(key);
        rows.push({
          name: `cut${known.size}`,
          lower: Number.NEGATIVE_INFINITY,
          upper: projected.upper,
          entries,
        });
      }
      return rows;
    },
  };
}
