import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { passTable, simulatedPass } from '../../scripts/micius-2016.ts';
import { LINK_CLASSES } from '../../src/domain/network.ts';
import type { PlannedHop, PlannedRoute } from '../../src/domain/plan.ts';
import { nodeEnvironment } from '../../src/node/environment.ts';
import { readScenario } from '../../src/node/scenario-file.ts';
import { lookFrom } from '../../src/orbit/passes.ts';
import { resolveSites } from '../../src/orbit/sites.ts';
import { DEFAULT_PLAN_OPTIONS } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import type { PlanRecord } from '../../src/planning/record.ts';
import type { Scenario } from '../../src/scenario/schema/scenario.ts';

const folder = new URL('../../examples/', import.meta.url);
const load = (name: string) => readScenario(fileURLToPath(new URL(`${name}.yaml`, folder)));

/** Plans an example as `satqn plan --gap GAP --time-limit 50` does, and checks what holds for all of them. */
async function planned(name: string, gap = 0.01): Promise<PlanRecord> {
  const scenario = await load(name);
  const options = { ...DEFAULT_PLAN_OPTIONS, gap, timeLimitSeconds: 50 };
  const record = await planScenario({ scenario, options }, nodeEnvironment(), () => {});
  expect(['optimal', 'gap-reached']).toContain(record.status);
  expect(record.bounds.relativeGap).toBeLessThanOrEqual(gap);
  expect(record.certificate?.status).toBe('verified');
  for (const { demand, deliveredPairs } of record.demands) expect(deliveredPairs, demand).toBeGreaterThan(0);
  return record;
}

const routesOf = (record: PlanRecord, demand: string): readonly PlannedRoute[] =>
  record.plan!.routes.filter((route) => route.demand === demand);
const isVirtual = ({ hops }: PlannedRoute): boolean => hops.some((hop) => 'pair' in hop);

/** Base pairs that routes and fills take from the links of each class over the horizon. */
function pairsByClass({ plan, links, horizon }: PlanRecord): Map<string, number> {
  const classOf = new Map(links.map((link) => [link.id, link.class as string]));
  const taken = new Map<string, number>();
  const take = (hops: readonly PlannedHop[], rate: number) => {
    for (const hop of hops) {
      if (!('link' in hop)) continue;
      const linkClass = classOf.get(hop.link)!;
      taken.set(linkClass, (taken.get(linkClass) ?? 0) + rate * horizon.slotSeconds);
    }
  };
  for (const { hops, rate, cost } of plan!.routes) take(hops, rate * cost);
  for (const { pair, subPath, rate } of plan!.fills) {
    const filled = plan!.subPaths.find((one) => one.pair === pair && one.id === subPath)!;
    take(filled.hops, rate);
  }
  return taken;
}

/** Slots between the last fill of a stock in orbit and a route that uses it; 0 for other routes. */
function longestWait({ plan, nodes }: PlanRecord, { hops, slot }: PlannedRoute): number {
  const satellites = nodes.filter(({ kind }) => kind === 'satellite').map(({ id }) => id);
  return Math.max(
    0,
    ...hops.map((hop) => {
      if (!('pair' in hop) || !hop.pair.split('~').some((end) => satellites.includes(end))) return 0;
      const fills = plan!.fills.filter(
        (fill) => fill.pair === hop.pair && fill.subPath === hop.subPath && fill.slot < slot,
      );
      return slot - Math.max(...fills.map((fill) => fill.slot));
    }),
  );
}

/** Slots at whose start, middle and end the one satellite is 10° above the horizon of all the stations. */
function slotsInView(scenario: Scenario, stations: readonly string[]): number[] {
  const { start, slots, slotSeconds } = scenario.horizon;
  const motion = resolveSites(scenario).find(({ kind }) => kind === 'satellite')?.motion;
  if (motion?.kind !== 'orbit') throw new Error('The scenario has no satellite.');
  const looks = scenario.stations
    .filter(({ id }) => stations.includes(id))
    .map((station) => lookFrom(station, motion.orbit));
  const inView = (slot: number) =>
    looks.every((look) => look(Date.parse(start!) + 1000 * slotSeconds * slot).elevationDeg >= 10);
  return Array.from({ length: slots }, (_, slot) => slot).filter((slot) =>
    [slot, slot + 0.5, slot + 1].every(inView),
  );
}

describe('the bundled examples', () => {
  const names = readdirSync(folder).flatMap((file) => file.match(/(.*)\.yaml$/)?.[1] ?? []);

  it('are each described in docs/examples.md', () => {
    expect(names.sort()).toEqual(['drones', 'eurasia', 'eurasia-hardware', 'micius-2016', 'paper']);
    const guide = readFileSync(new URL('../../docs/examples.md', import.meta.url), 'utf8');
    for (const name of names) expect(guide).toContain(`satqn plan examples/${name}.yaml`);
  });
});

describe('micius-2016', () => {
  it('delivers 0.5 to 2.5 pairs/s to Delingha and Lijiang while both see the satellite (published: 1.1)', async () => {
    const record = await planned('micius-2016');
    const slots = slotsInView(await load('micius-2016'), ['Delingha', 'Lijiang']);
    expect(slots.length).toBeGreaterThan(20);
    const routes = routesOf(record, 'Delingha~Lijiang');
    const mean = routes.reduce((sum, { rate }) => sum + rate, 0) / slots.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(mean).toBeLessThan(2.5);
    for (const { slot, fidelity, cost } of routes) {
      expect(slots).toContain(slot);
      expect(Math.abs(fidelity - 0.869)).toBeLessThan(0.085);
      expect(cost).toBe(1);
    }
  });
});

describe('the pass of Micius compared with the published one', () => {
  it('has its duration, ranges, losses and mean rate', async () => {
    const pass = await simulatedPass();
    expect(Math.abs(pass.seconds - 267)).toBeLessThanOrEqual(2);
    expect(Math.abs(pass.rangeKm[0] - 1600)).toBeLessThan(10);
    expect(Math.abs(pass.rangeKm[1] - 2400)).toBeLessThan(20);
    expect(Math.abs(pass.lossDb[0] - 64)).toBeLessThan(1);
    expect(Math.abs(pass.lossDb[1] - 82)).toBeLessThan(1);
    expect(pass.pairsPerSecond).toBeCloseTo(1.1, 1);
    expect(Math.abs(pass.fidelity - 0.869)).toBeLessThan(0.085);
  });

  it('is what docs/examples.md shows', async () => {
    const page = readFileSync(new URL('../../docs/examples.md', import.meta.url), 'utf8');
    expect(page).toContain(await passTable());
  });
});

describe('eurasia', () => {
  it('carries pairs over all six classes of links, through stocks on platforms and in orbit', async () => {
    // A hundredth takes a quarter of a minute where nothing else runs.
    const record = await planned('eurasia', 0.05);
    const pairs = pairsByClass(record);
    for (const linkClass of LINK_CLASSES) expect(pairs.get(linkClass), linkClass).toBeGreaterThan(1000);

    const served = record.plan!.routes.filter(({ rate }) => rate > 1);
    expect(served.some(isVirtual)).toBe(true);
    expect(served.some(({ cost }) => cost > 2)).toBe(true);
    for (const kind of ['aerial', 'satellite'] as const) {
      const nodes = record.nodes.filter((node) => node.kind === kind).map(({ id }) => id);
      const stocks = record.storage.filter(({ node }) => nodes.includes(node)).flatMap(({ pairs }) => pairs);
      expect(Math.max(...stocks), kind).toBeGreaterThan(1000);
    }
    expect(Math.max(...served.map((route) => longestWait(record, route)))).toBeGreaterThanOrEqual(2);
    const hotline = routesOf(record, 'hotline');
    expect(hotline.length).toBe(
      record.horizon.slots - record.exempt.filter((e) => e.demand === 'hotline').length,
    );
    for (const { rate } of hotline) expect(rate).toBeGreaterThan(20 - 1e-6);
  });
});

describe('drones', () => {
  it('serves two stations through the source overhead, and two out of reach from the memory in flight', async () => {
    const record = await planned('drones');
    const direct = routesOf(record, 'Alice~Bob').filter(({ rate }) => rate > 0);
    expect(direct.some(isVirtual)).toBe(false);
    expect(direct.map(({ slot }) => slot)).toContain(24);
    expect(direct.length).toBeLessThan(record.horizon.slots);
    // S = 2√2 w with w = (4F − 1)/3; by day S = 2.41 ± 0.14 (Liu et al., National Science Review 7, 921, 2020).
    const bell = direct.map(({ fidelity }) => (2 * Math.SQRT2 * (4 * fidelity - 1)) / 3);
    for (const value of bell) expect(value).toBeCloseTo(2.41, 2);
    const carried = routesOf(record, 'Carol~Dave').filter(({ rate }) => rate > 0);
    expect(carried.length).toBeGreaterThanOrEqual(2);
    expect(carried.every(isVirtual)).toBe(true);
    for (const { fidelity, deliveredFidelity } of carried) {
      expect(fidelity).toBeLessThan(0.8);
      expect(deliveredFidelity).toBeGreaterThanOrEqual(0.8);
    }
  });
});

describe('paper', () => {
  it('plans its three pairs over real and virtual paths', async () => {
    const record = await planned('paper', 0.05);
    expect(record.demands).toHaveLength(3);
    expect(record.plan!.routes.some(isVirtual)).toBe(true);
  });
});
