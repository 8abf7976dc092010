import type { ConstraintCheck, ConstraintName } from '../../src/domain/certificate.ts';
import type { Topology } from '../../src/domain/network.ts';
import type { Plan, PlannedRoute, PlannedSubPath } from '../../src/domain/plan.ts';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import { type Scenario, type ScenarioInput, scenarioSchema } from '../../src/scenario/schema/scenario.ts';
import type { VerificationInput } from '../../src/verify/verify-plan.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';

export type Mutable<T> = T extends readonly (infer E)[]
  ? Mutable<E>[]
  : { -readonly [K in keyof T]: Mutable<T[K]> };

/** The network of a scenario whose links are all explicit. */
function explicitTopology(scenario: Scenario): Topology {
  const { slots, slotSeconds } = scenario.horizon;
  const at = (value: number | number[], slot: number) => (typeof value === 'number' ? value : value[slot]!);
  return {
    slotCount: slots,
    slotSeconds,
    start: null,
    capacityUnit: scenario.capacityUnit,
    nodes: [
      ...scenario.nodes.map(({ id, kind }) => ({ id, kind })),
      ...scenario.platforms.map(({ id }) => ({ id, kind: 'aerial' as const })),
    ],
    links: scenario.links.map(({ id, ends }) => ({
      id: id ?? ends.join('~'),
      ends,
      class: 'G2G',
      kind: 'explicit',
      via: null,
      emitter: ends[0],
    })),
    slots: Array.from({ length: slots }, (_, slot) => {
      const lit = scenario.links.flatMap((link, index) => (at(link.capacity, slot) > 0 ? [index] : []));
      return {
        link: Int32Array.from(lit),
        capacity: Float64Array.from(lit, (index) => at(scenario.links[index]!.capacity, slot)),
        fidelity: Float64Array.from(lit, (index) => at(scenario.links[index]!.fidelity, slot)),
      };
    }),
    notes: [],
    warnings: [],
    contactless: new Set(),
  };
}

const ground = (id: string) => ({ id, kind: 'ground' as const });

/**
 * Two slots of 10 s. Users a and b meet over a–m1–m2–b; the middle link is dark in slot 2, so it
 * fills the store of {m1, m2} in slot 1. Users c and d have a poor link (F = 0.80) and purify.
 */
const scenarioInput: ScenarioInput = {
  satqn: 1,
  horizon: { slots: 2, slotSeconds: 10 },
  nodes: ['a', 'b', 'c', 'd', 'm1', 'm2', 'm3'].map(ground),
  links: [
    { ends: ['a', 'm1'], capacity: 100, fidelity: 0.96 },
    { ends: ['m1', 'm2'], capacity: [100, 0], fidelity: 0.96 },
    { ends: ['m2', 'b'], capacity: 100, fidelity: 0.96 },
    { ends: ['c', 'd'], capacity: 100, fidelity: 0.8 },
    { ends: ['m1', 'm3'], capacity: 100, fidelity: 0.96 },
  ],
  storage: { nodes: ['m1', 'm2', 'm3'].map((node) => ({ node, capacity: 1000 })) },
  demands: [
    { source: 'a', destination: 'b', fidelityTarget: 0.88 },
    { source: 'c', destination: 'd', fidelityTarget: 0.9, weight: 0.5 },
  ],
};

/** Three links at F = 0.96: ¼ + ¾ (2.84/3)³. */
const THREE_LINKS = 0.25 + 0.75 * (2.84 / 3) ** 3;
const along = {
  nodes: ['a', 'm1', 'm2', 'b'],
  rateCap: 100,
  cost: 1,
  fidelity: THREE_LINKS,
  deliveredFidelity: THREE_LINKS,
};
/** DEJMPS, two rounds: success 0.7688889 and 0.7445957; g = 4/(0.7688889·0.7445957). */
const poor: Omit<PlannedRoute, 'slot'> = {
  demand: 'c~d',
  path: 'c~d',
  nodes: ['c', 'd'],
  hops: [{ link: 'c~d' }],
  rate: 14,
  rateCap: 100 / 6.986762396231,
  cost: 6.986762396231,
  fidelity: 0.8,
  deliveredFidelity: 0.943639219206,
};

export const middle: PlannedSubPath = {
  pair: 'm1~m2',
  id: 'm1~m2',
  nodes: ['m1', 'm2'],
  hops: [{ link: 'm1~m2' }],
};
export const aside: PlannedSubPath = {
  pair: 'm1~m3',
  id: 'm1~m3',
  nodes: ['m1', 'm3'],
  hops: [{ link: 'm1~m3' }],
};

const plan: Plan = {
  routes: [
    {
      ...along,
      demand: 'a~b',
      slot: 0,
      path: 'a~m1+m1~m2+m2~b',
      hops: [{ link: 'a~m1' }, { link: 'm1~m2' }, { link: 'm2~b' }],
      rate: 60,
    },
    {
      ...along,
      demand: 'a~b',
      slot: 1,
      path: 'a~m1+[m1~m2:m1~m2]+m2~b',
      hops: [{ link: 'a~m1' }, { pair: 'm1~m2', subPath: 'm1~m2' }, { link: 'm2~b' }],
      rate: 40,
    },
    { ...poor, slot: 0 },
    { ...poor, slot: 1 },
  ],
  subPaths: [middle],
  fills: [{ pair: 'm1~m2', subPath: 'm1~m2', slot: 0, rate: 40 }],
  stocks: [{ pair: 'm1~m2', subPath: 'm1~m2', pairs: [0, 400, 0] }],
};

export interface Draft {
  scenario: ScenarioInput;
  plan: Mutable<Plan>;
  objective: number;
  bound: number | null;
  exempt: { demand: string; slot: number }[];
  scheme: SchemeName;
}

/** The plan by hand (60 + 40 + ½·14 + ½·14 = 114), after a change. */
export function draft(change: (draft: Draft) => void = () => {}): VerificationInput {
  const changed: Draft = structuredClone({
    scenario: scenarioInput,
    plan: plan as Mutable<Plan>,
    objective: 114,
    bound: 120,
    exempt: [],
    scheme: 'ps-egr',
  });
  change(changed);
  const scenario = scenarioSchema.parse(changed.scenario);
  return { ...changed, plan: changed.plan as Plan, scenario, topology: explicitTopology(scenario) };
}

export const failing = (checks: readonly ConstraintCheck[]) =>
  checks.filter((check) => check.maxViolation > 1e-6).map((check) => check.constraint);
export const verify = (change?: (draft: Draft) => void) => verifyPlan(draft(change));
export const checkOf = (checks: readonly ConstraintCheck[], name: ConstraintName) =>
  checks.find((check) => check.constraint === name)!;
