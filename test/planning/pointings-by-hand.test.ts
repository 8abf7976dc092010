import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { TEXTBOOK } from '../../src/methods/benders/options.ts';
import { pointTelescopes } from '../../src/methods/pull/point-telescopes.ts';
import { assembleMonolith } from '../../src/model/assemble.ts';
import { buildProblem } from '../../src/model/build-problem.ts';
import { selectionOfPlan } from '../../src/model/encode-plan.ts';
import { type Layout, layOut } from '../../src/model/layout.ts';
import { bestRealPaths, pointedBy } from '../../src/model/selection.ts';
import { buildTopology } from '../../src/orbit/topology.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { verifyPlan } from '../../src/verify/verify-plan.ts';
import { run } from './run.ts';

/** A has one telescope and two neighbours; slots of one second, base pairs good enough as they are. */
const network = (
  rates: readonly [readonly number[], readonly number[]],
  acquisitionSeconds: number,
  pointings: string,
  more = '',
) =>
  parseScenario(`satqn: 1
horizon: {slots: ${rates[0].length}, slotSeconds: 1}
nodes: [{id: A, kind: satellite, maximumTerminals: 1}, {id: B, kind: satellite}, {id: C, kind: satellite}]
links:
  - {ends: [A, B], capacity: [${rates[0]}], fidelity: 0.99, acquisitionSeconds: ${acquisitionSeconds}}
  - {ends: [A, C], capacity: [${rates[1]}], fidelity: 0.99, acquisitionSeconds: ${acquisitionSeconds}}
  - {ends: [B, C], capacity: 0, fidelity: 0.99}
demands: [{source: A, destination: B}, {source: A, destination: C}]
pointings: [${pointings}]
${more}`);

const REPOINTED = [
  [10, 10, 10],
  [4, 24, 4],
] as const;
const pin = (link: string, from: number, to: number) => `{link: ${link}, from: ${from}, to: ${to}, use: pin}`;
const forbid = (link: string, from: number, to: number) =>
  `{link: ${link}, from: ${from}, to: ${to}, use: forbid}`;

describe('pointings by hand', () => {
  // Half of a slot is lost whenever A turns.
  it.each([
    ['nothing: AC, AC, AB', '', 31],
    ['AB in slot 2: AB all the time', pin('A~B', 1, 2), 25],
    ['not AB in slot 3: AC all the time', forbid('A~B', 2, 3), 30],
    ['AB in slot 1, never in slot 2: AB, AC, AB', `${pin('A~B', 0, 1)}, ${forbid('A~B', 1, 2)}`, 22],
    ['AC in the first and the last slot', `${pin('A~C', 0, 1)}, ${pin('A~C', 2, 3)}`, 30],
  ])('%s', async (_, pointings, optimum) => {
    for (const method of ['milp', 'auto'] as const) {
      const { record } = await run(network(REPOINTED, 0.5, pointings), { options: { method } });
      expect(record.status, method).toBe('optimal');
      expect(record.objective, method).toBeCloseTo(optimum, 6);
      expect(record.certificate, method).toMatchObject({ status: 'verified', bound: 'rechecked' });
    }
  });

  it('hold the telescopes of a link that nothing uses, and are in the plan', async () => {
    const scenario = network(REPOINTED, 0.5, pin('A~C', 1, 2));
    const { record } = await run({ ...scenario, demands: [scenario.demands[0]!] });
    expect(record.objective).toBeCloseTo(10, 6);
    expect(record.plan!.pointing).toContainEqual({ link: 'A~C', from: 1, to: 2 });
  });

  it.each(METHOD_NAMES)('take telescopes from the plan with which %s begins', async (method) => {
    const { record: older } = await run(network(REPOINTED, 0.5, pin('A~C', 0, 3)));
    expect(older.plan!.pointing).toEqual([{ link: 'A~C', from: 0, to: 3 }]);
    // As a start, it leaves nothing of AC: slot 2 goes to AB, and a single slot is worth less than staying there.
    const scenario = network(REPOINTED, 0.5, pin('A~B', 1, 2));
    // Textbook Benders begins with it; other searches with a first plan, if that is better.
    const options = { method, benders: TEXTBOOK };
    const { record } = await run(scenario, { options, starts: [older.plan!] });
    expect(record).toMatchObject({ status: 'optimal', certificate: { status: 'verified' } });
    expect(record.objective).toBeCloseTo(25, 6);
  });

  it.each(['greedy', 'pull', 'rrs'] as const)('are turned to in time by %s', async (scheme) => {
    // Acquisition takes slot 1, so that AB is there for slot 2, in which it is pinned.
    const rates = [
      [10, 10, 10],
      [0, 0, 0],
    ] as const;
    const { record } = await run(network(rates, 1, pin('A~B', 1, 3)), { options: { scheme } });
    expect(record.plan!.pointing).toEqual([{ link: 'A~B', from: 0, to: 3 }]);
    expect(record.objective).toBeCloseTo(20, 6);
    expect(record.certificate?.status).toBe('verified');
    const forbidden = `${pin('A~B', 1, 3)}, ${forbid('A~B', 0, 1)}`;
    const { record: late } = await run(network(rates, 1, forbidden), { options: { scheme } });
    expect(late.objective).toBeCloseTo(10, 6);
    expect(late.certificate?.status).toBe('verified');
  });

  it('leave nothing of an older pointing that is too short to acquire', async () => {
    const { record: older } = await run(network(REPOINTED, 1.5, pin('A~C', 0, 3)));
    const scenario = network(REPOINTED, 1.5, pin('A~B', 1, 3));
    const layout = layOut(buildProblem(scenario, buildTopology(scenario)));
    const begun = pointedBy(layout, selectionOfPlan(layout, older.plan!, bestRealPaths(layout)));
    expect(namesOf(layout, begun)).toEqual(['A~B 1', 'A~B 2']);
  });

  it('are the best that enumeration finds', async () => {
    const rate = fc.integer({ min: 0, max: 20 });
    const instance = fc.record({
      rates: fc.tuple(
        fc.array(rate, { minLength: 4, maxLength: 4 }),
        fc.array(rate, { minLength: 4, maxLength: 4 }),
      ),
      acquisition: fc.constantFrom(0, 0.4, 1, 1.5),
      stated: fc.array(
        fc.record({
          link: fc.constantFrom(0, 1),
          from: fc.integer({ min: 0, max: 2 }),
          use: fc.constantFrom('pin' as const, 'forbid' as const),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    });
    const seed = 20_261_129;
    let planned = 0;
    await fc.assert(
      fc.asyncProperty(instance, async ({ rates, acquisition, stated }) => {
        const words = stated.map(({ link, from, use }) =>
          (use === 'pin' ? pin : forbid)(['A~B', 'A~C'][link]!, from, from + 2),
        );
        try {
          const scenario = network(rates, acquisition, words.join(', '));
          const { record } = await run(scenario);
          planned++;
          const best = enumerated(
            rates,
            acquisition,
            (link, slot) =>
              stated.find((one) => one.link === link && slot >= one.from && slot < one.from + 2)?.use,
          );
          expect(record.objective).toBeCloseTo(best, 6);
          expect(record.certificate?.status).toBe('verified');
          expect(record.certificate?.bound).toBe('rechecked');
        } catch (error) {
          // Contradictions are refused.
          if (!(error instanceof InputError)) throw error;
        }
      }),
      { seed, numRuns: 40 },
    );
    expect(planned, `seed ${seed}`).toBeGreaterThan(15);
  });

  it('are bounds of the whole program, and where a first plan begins', () => {
    const pointings = `${pin('A~B', 1, 2)}, ${forbid('A~C', 0, 1)}`;
    const scenario = network(REPOINTED, 0, pointings);
    const layout = layOut(buildProblem(scenario, buildTopology(scenario)));
    const { names, lower, upper } = assembleMonolith(layout).program.columns;
    const stated = new Map(names.map((name, column) => [name, [lower[column], upper[column]]]));
    expect(stated.get('w(e0,t1)')).toEqual([1, 1]);
    expect(stated.get('w(e1,t0)')).toEqual([0, 0]);
    expect(stated.get('w(e1,t1)')).toEqual([0, 1]);
    // Whoever comes first, C has the telescope only in the last slot.
    const toC = [...layout.groups.keys()].sort((a, b) => layout.groups[b]!.demand - layout.groups[a]!.demand);
    const pointed = pointedBy(layout, pointTelescopes(layout, toC));
    expect(namesOf(layout, pointed)).toEqual(['A~B 0', 'A~B 1', 'A~C 2']);
  });

  it('may be why minimum rates cannot be met', async () => {
    const scenario = network(REPOINTED, 0.5, forbid('A~B', 0, 2));
    const demands = scenario.demands.map((demand, index) => ({
      ...demand,
      minimumRate: index === 0 ? 5 : 0,
    }));
    const { record } = await run({ ...scenario, demands });
    expect(record).toMatchObject({ status: 'infeasible', certificate: { status: 'verified' } });
    expect(record.shortages.map(({ demand, slot }) => `${demand} ${slot}`)).toEqual(['A~B 0', 'A~B 1']);
    expect(record.notes).toContain(
      'The minimum rates were asked for with the pointings that are decided by hand.',
    );
  });

  it('are looked for in a plan by the checker', async () => {
    const { record } = await run(network(REPOINTED, 0.5, ''));
    const checkAgainst = (pointings: string) => {
      const scenario = network(REPOINTED, 0.5, pointings);
      const checks = verifyPlan({
        scenario,
        topology: buildTopology(scenario),
        plan: record.plan!,
        objective: record.objective!,
        bound: null,
        exempt: [],
        scheme: 'ps-egr',
      });
      return checks
        .filter(({ maxViolation }) => maxViolation > 1e-9)
        .map(({ constraint, worst }) => `${constraint} ${worst}`);
    };
    expect(checkAgainst('')).toEqual([]);
    expect(checkAgainst(`${pin('A~C', 0, 2)}, ${forbid('A~C', 2, 3)}`)).toEqual([]);
    expect(checkAgainst(pin('A~B', 1, 3))).toEqual(['P1 link A~B is pinned in slot 2']);
    expect(checkAgainst(forbid('A~B', 1, 3))).toEqual(['P1 link A~B is forbidden in slot 3']);
  });

  it.each([
    [
      'unknown links, by the nearest name',
      pin('A~D', 0, 1),
      '',
      "pointings[0].link: there is no link 'A~D'. Did you mean 'A~B'?",
    ],
    [
      'links without a limited telescope',
      pin('B~C', 0, 1),
      '',
      "pointings[0].link: no end of 'B~C' limits its telescopes, so no plan points them.",
    ],
    [
      'more than there are',
      `${pin('A~B', 0, 2)}, ${pin('A~C', 1, 3)}`,
      '',
      "pointings[1]: with 'A~C', 2 telescopes of 'A' are pinned in slot 2, and it has 1. Remove a pin at 'A', change its slots, or raise maximumTerminals there.",
    ],
    [
      'no contact',
      pin('A~B', 3, 4),
      '',
      "pointings[0]: 'A~B' is not in contact in slot 4. The nearest contact is from: 0, to: 3.",
    ],
    [
      'shorter than acquisition',
      pin('A~B', 2, 4),
      '',
      "pointings[0]: 'A~B' is pinned in slot 3 of a contact only, and its acquisition takes 1.5 s. Pin at least 2 slots of that contact, which is from: 0, to: 3, or none.",
    ],
    [
      'strongest first',
      pin('A~B', 0, 2),
      'pointing: strongest-first',
      'pointings: nothing can be pinned or forbidden where the strongest links keep the telescopes.',
    ],
  ])('are refused: %s', async (_, pointings, more, message) => {
    const rates = [
      [10, 10, 10, 0],
      [4, 24, 4, 9],
    ] as const;
    await expect(async () => run(network(rates, 1.5, pointings, more))).rejects.toThrow(message);
  });

  it.each([
    [
      pin('A~B', 0, 9),
      "pointings[0]: the contact of 'A~B' in slot 4 is shorter than its acquisition, which takes 1.5 s. Pin only contacts that are long enough: from: 0, to: 2; from: 6, to: 9.",
    ],
    [
      pin('A~B', 2, 5),
      "pointings[0]: the contact of 'A~B' in slot 4 is shorter than its acquisition, which takes 1.5 s. Pin a contact of at least 2 slots, or remove the pin.",
    ],
    [
      pin('A~B', 1, 3),
      "pointings[0]: 'A~B' is pinned in slot 2 of a contact only, and its acquisition takes 1.5 s. Pin at least 2 slots of that contact, which is from: 0, to: 2, or none.",
    ],
  ])(
    'are refused over a contact that is shorter than acquisition, with those that are not: %s',
    async (pointing, message) => {
      const rates = [
        [5, 5, 0, 5, 0, 0, 5, 5, 5],
        [1, 1, 1, 1, 1, 1, 1, 1, 1],
      ] as const;
      await expect(async () => run(network(rates, 1.5, pointing))).rejects.toThrow(message);
      const { record } = await run(network(rates, 1.5, `${pin('A~B', 0, 2)}, ${pin('A~B', 6, 9)}`));
      expect(record.status).toBe('optimal');
    },
  );

  it.each([
    [
      pin('A~C', 0, 1),
      "pointings[0]: 'A~C' is not in contact in slot 1. Remove the pin: the link is never in contact.",
    ],
    [
      forbid('A~C', 0, 2),
      "pointings[0]: 'A~C' is not in contact in slots 1 to 2. Remove what forbids it: the link is never in contact.",
    ],
  ])('are refused along a link that is never in contact: %s', async (pointing, message) => {
    const rates = [
      [10, 10],
      [0, 0],
    ] as const;
    await expect(async () => run(network(rates, 0, pointing))).rejects.toThrow(message);
  });

  it('may forbid slots without a contact of a link that has others', async () => {
    const rates = [
      [10, 10],
      [0, 30],
    ] as const;
    const { record } = await run(network(rates, 0, forbid('A~C', 0, 2)));
    expect(record.objective).toBeCloseTo(20, 6);
  });
});

/** Link and slot of every column at which telescopes point. */
const namesOf = ({ pointing, problem: { topology } }: Layout, pointed: ArrayLike<number>): string[] =>
  pointing!.columns.flatMap(({ link, slot }, index) =>
    pointed[index] === 1 ? [`${topology.links[link]!.id} ${slot}`] : [],
  );

/** The best that A can do with its telescope, over all ways to point it. */
function enumerated(
  rates: readonly [readonly number[], readonly number[]],
  acquisition: number,
  decided: (link: number, slot: number) => string | undefined,
): number {
  const slots = rates[0].length;
  let best = Number.NEGATIVE_INFINITY;
  for (let code = 0; code < 3 ** slots; code++) {
    const targets = Array.from({ length: slots }, (_, slot) => (Math.floor(code / 3 ** slot) % 3) - 1);
    const isKept = targets.every((target, slot) =>
      [0, 1].every((link) => {
        if (target === link) return rates[link]![slot]! > 0 && decided(link, slot) !== 'forbid';
        return decided(link, slot) !== 'pin' || rates[link]![slot] === 0;
      }),
    );
    if (!isKept) continue;
    let [value, since] = [0, 0];
    targets.forEach((target, slot) => {
      since = target === targets[slot - 1] ? since + 1 : 1;
      if (target >= 0) value += rates[target as 0 | 1][slot]! * Math.min(1, Math.max(0, since - acquisition));
    });
    best = Math.max(best, value);
  }
  return best;
}
