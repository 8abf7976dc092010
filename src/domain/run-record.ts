import type { Assumptions } from './assumptions.ts';
import type { LimitFinding } from './catalogue-limit.ts';
import type { Certificate, CheckedCertificate, DualPrices } from './certificate.ts';
import type { HybridStep } from './hybrid.ts';
import type { IdleSlot } from './idle-reason.ts';
import type { Calibration } from './margins.ts';
import type { MethodName, RuleName } from './methods/methods.ts';
import type { LinkClass, NetworkNode } from './network.ts';
import type { Plan } from './plan.ts';
import type { RunStatus } from './run-status.ts';
import type { ScheduledPointing } from './schedule.ts';
import type { SchemeName } from './schemes/schemes.ts';
import type { Warning } from './warning.ts';

/**
 * The result document: everything needed to redraw and re-verify a run. Its certificate, like everything in it, is a
 * claim: {@link CheckedRecord} is the type of what was checked. Its JSON has null, never Infinity or NaN. `Document` is
 * the fully resolved scenario, `Options` the options of the run; both are plain data to this layer.
 */
export interface RunRecord<Document = unknown, Options = unknown> {
  readonly satqn: { readonly record: 1; readonly version: string };
  readonly status: RunStatus;
  readonly method: MethodName | RuleName;
  readonly scheme: SchemeName;
  /** Σ α y of the plan; null without a plan. */
  readonly objective: number | null;
  /** Σ y δ of the plan, pairs. */
  readonly totalPairs: number | null;
  /** Pairs expected under clouds, if the scenario asks for it (`clouds.mode: expected`). */
  readonly expectedPairs: number | null;
  readonly bounds: RunBounds;
  readonly iterations: number;
  readonly certificate: Certificate | null;
  readonly scenario: { readonly name: string; readonly hash: string; readonly document: Document };
  readonly options: Options;
  readonly solver: { readonly name: string; readonly version: string };
  readonly seconds: { readonly topology: number; readonly catalogue: number; readonly solve: number };
  readonly catalogue: CatalogueSize;
  readonly horizon: { readonly slots: number; readonly slotSeconds: number; readonly start: string | null };
  readonly nodes: readonly NetworkNode[];
  /** The links that the plan uses. */
  readonly links: readonly {
    readonly id: string;
    readonly ends: readonly [string, string];
    readonly class: LinkClass;
  }[];
  readonly demands: readonly DemandSummary[];
  readonly storage: readonly StorageUse[];
  /** Memory modes of the nodes that limit them; absent if none does. */
  readonly modes?: readonly ModesInUse[];
  /** Classical messages by slot and direction of a link; absent if the scenario states nothing that depends on news. */
  readonly control?: readonly MessageTraffic[];
  /** By node with limited telescopes, then by time; absent if the plan points none. */
  readonly schedule?: readonly ScheduledPointing[];
  readonly prices: ShadowPrices;
  readonly trajectory: readonly TrajectoryPoint[];
  /** Steps of Benders' master where it is sampled; absent if it is solved exactly. */
  readonly hybridMaster?: readonly HybridStep[];
  readonly relaxation: { readonly bound: number | null; readonly prices: DualPrices | null };
  /**
   * Limits of the catalogue that may cost the plan something, and those for which that is unknown; absent if there are
   * none, and in runs of schemes other than PS-EGR.
   */
  readonly catalogueLimits?: readonly LimitFinding[];
  /** Where minimum rates cannot be met (status `infeasible`), or where the plan misses them (`minimum-rate-missed`). */
  readonly shortages: readonly Shortage[];
  /** Slots exempt from a minimum rate, since they have no usable path. */
  readonly exempt: readonly { readonly demand: string; readonly slot: number }[];
  /** Probable mistakes, shown above everything else. */
  readonly warnings: readonly Warning[];
  readonly notes: readonly string[];
  /** Every draw of RRS, whose value is their mean (`plan` is the best of them); null for other schemes. */
  readonly draws: readonly DrawSummary[] | null;
  readonly plan: Plan | null;
  /** What the plan asks of hardware; absent without a plan, in records of a run under way and in older ones. */
  readonly assumptions?: Assumptions;
  /** What margins did to the plan; absent if none were asked for, or if the run was interrupted before. */
  readonly calibration?: Calibration;
}

/** A record that was checked here, or one without a plan to be checked. */
export interface CheckedRecord<Document = unknown, Options = unknown> extends RunRecord<Document, Options> {
  readonly certificate: CheckedCertificate | null;
}

export interface Shortage {
  readonly demand: string;
  readonly slot: number;
  /** Pairs/s missing from the minimum rate. */
  readonly missingRate: number;
  /** Nodes of its usable paths that have no telescope left; absent if there are none. */
  readonly busyTelescopes?: readonly string[];
}

/** Σ α y and Σ y δ of a draw, null if it misses a minimum rate, and what the checker found. */
export interface DrawSummary {
  readonly objective: number | null;
  readonly totalPairs: number | null;
  readonly maxViolation: number | null;
}

/** A certificate is relative to the catalogue: "among the N catalogued paths". */
interface RunBounds {
  /** Inner bound: Σ α y of the best verified plan. */
  readonly incumbent: number | null;
  /** Outer bound. */
  readonly bound: number | null;
  /** (bound − incumbent)/|bound|; null while one is missing. */
  readonly relativeGap: number | null;
  readonly boundBy: string;
}

export interface CatalogueSize {
  /** Paths of demands, real and virtual. */
  readonly realPaths: number;
  readonly virtualPaths: number;
  readonly subPaths: number;
  /** Binaries x^t_{k,p}: paths × slots in which they are usable. */
  readonly choices: number;
}

export interface TrajectoryPoint {
  readonly seconds: number;
  readonly iteration: number;
  readonly incumbent: number | null;
  readonly bound: number | null;
}

export interface DemandSummary {
  readonly demand: string;
  readonly source: string;
  readonly destination: string;
  /** Σ_t y δ. */
  readonly deliveredPairs: number;
  /** Σ_t y / T, pairs/s. */
  readonly meanRate: number;
  /** Means over the delivered pairs; null if nothing is delivered. */
  readonly fidelityBefore: number | null;
  readonly fidelityAfter: number | null;
  /** Fractions of the delivered pairs whose f(p) uses at least one such link; they overlap. */
  readonly shares: {
    readonly satellite: number;
    readonly aerial: number;
    readonly fibre: number;
    /** Delivered through a virtual link. */
    readonly virtual: number;
  };
  readonly idleSlots: readonly IdleSlot[];
}

export interface StorageUse {
  readonly node: string;
  /** B_m. */
  readonly capacity: number;
  /** Pairs with a half in this node at the beginning of slot t = 0..T. */
  readonly pairs: readonly number[];
}

/** Messages along one direction of a link in a slot. */
export interface MessageTraffic {
  readonly slot: number;
  /** Id of the quantum link in contact; null for a classical link of the scenario. */
  readonly link: string | null;
  readonly from: string;
  readonly to: string;
  readonly heraldBitsPerSecond: number;
  readonly swapBitsPerSecond: number;
  readonly purificationBitsPerSecond: number;
}

/** Memory modes of a node that a plan uses. */
export interface ModesInUse {
  readonly node: string;
  /** M_m. */
  readonly modes: number;
  /** In flight or held until they are released, in each slot. */
  readonly moving: readonly number[];
  /** In store at the beginning of slot t = 0..T. */
  readonly stored: readonly number[];
}

/** The dearest links, storage nodes and, where nodes limit them, memory modes. */
export interface ShadowPrices {
  readonly links: readonly ShadowPrice[];
  readonly memories: readonly ShadowPrice[];
  readonly modes?: readonly ShadowPrice[];
}

/**
 * "One more pair/s here is worth …": an LP dual with the routes fixed, in pairs/s of Σ α y per unit, and the value
 * measured by solving again with 1 % more.
 */
export interface ShadowPrice {
  /** Link id or node. */
  readonly where: string;
  readonly slot: number;
  /** The present C (pairs/s), B (pairs) or M (modes). */
  readonly amount: number;
  readonly price: number;
  /** Measured gain per unit when the amount grows by 1 %. */
  readonly recheckedPrice: number;
}
