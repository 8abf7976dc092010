import type { ScenarioInput } from './schema/scenario.ts';

type PresetName = NonNullable<ScenarioInput['preset']>;

/** A preset states some of the keys of a scenario; the scenario's own keys take precedence. */
type Preset = {
  readonly [Key in keyof ScenarioInput]?: ScenarioInput[Key] extends infer Value
    ? Value extends readonly unknown[]
      ? Value
      : Partial<Value>
    : never;
};

/**
 * - `paper`: the evaluation of Zhang et al., which states slots, slot length and B_m; the rest is
 *   the choice recorded in docs/decisions (capacities per slot, storage at all satellites and HAPs).
 * - `physical`: links from link budgets and fibres, with a store at every satellite and platform.
 * - `hardware`: the same with memories, swaps and clocks that an expert would believe of the next decade; what stands behind
 *   the numbers is in docs/decisions/0075-hardware-in-plans.md.
 */
export const PRESETS: Readonly<Record<PresetName, Preset>> = {
  paper: {
    horizon: { slots: 10, slotSeconds: 20 },
    capacityUnit: 'pairs-per-slot',
    storage: { kinds: { satellite: 1500, aerial: 1500 } },
  },
  physical: {
    horizon: { slots: 30, slotSeconds: 20 },
    capacityUnit: 'pairs-per-second',
    storage: { kinds: { satellite: 1500, aerial: 1500 } },
  },
  hardware: {
    horizon: { slots: 30, slotSeconds: 20 },
    capacityUnit: 'pairs-per-second',
    storage: {
      kinds: { satellite: 1500, aerial: 1500 },
      memory: { model: 'depolarising', coherenceSeconds: 3600, maximumStorageSlots: 5 },
    },
    hardware: { memoryModes: { satellite: 100_000, aerial: 100_000, ground: 100_000 }, coherenceSeconds: 60 },
    gates: { swapSuccess: 0.95 },
    timing: { x0Seconds: 1e-11, detectorJitterPs: 40, offsetNs: 0.02 },
  },
};

/** The scenario as written, on top of its preset: blocks are merged key by key, lists and values replaced. */
export function withPreset(written: unknown): unknown {
  const name = isBlock(written) ? written.preset : undefined;
  return typeof name === 'string' && Object.hasOwn(PRESETS, name)
    ? merge(PRESETS[name as PresetName], written)
    : written;
}

function merge(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isBlock(base) || !isBlock(over)) return over;
  // Another model has keys of its own.
  if ('model' in base && 'model' in over && base.model !== over.model) return over;
  const keys = new Set([...Object.keys(base), ...Object.keys(over)]);
  return Object.fromEntries(
    [...keys].map((key) => [
      key,
      Object.hasOwn(base, key)
        ? merge(base[key], Object.hasOwn(over, key) ? over[key] : undefined)
        : over[key],
    ]),
  );
}

const isBlock = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
