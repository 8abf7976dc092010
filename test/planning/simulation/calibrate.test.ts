import { beforeAll, describe, expect, it } from 'vitest';
import { estimate, mean } from '../../../src/base/sample.ts';
import { type InSpecOptions, type Kept, NO_MARGINS, shareOf } from '../../../src/domain/margins.ts';
import { DEFAULT_PLAN_OPTIONS, optionsOfRecord, type PlanOptions } from '../../../src/planning/options.ts';
import { type PlanInput, planScenario } from '../../../src/planning/plan.ts';
import type { PlanRecord } from '../../../src/planning/record.ts';
import {
  type CalibrationEvent,
  calibratePlan,
  type SamplePlan,
} from '../../../src/planning/simulation/calibrate.ts';
import { verifyRecord } from '../../../src/planning/verify.ts';
import { calibrationSentences, inSpecStatus, roundWords } from '../../../src/report/calibration-words.ts';
import { parseScenario } from '../../../src/scenario/parse.ts';
import { runBlock } from '../../../src/simulation/run-block.ts';
import { noSamples } from '../../../src/simulation/samples.ts';
import { localEnvironment } from '../run.ts';

/**
 * Over m, both links bring as many pairs as the plan takes, so pairs wait long for each other; over n, the second link always
 * has a fresh one.
 */
const TWO_WAYS = parseScenario(`
satqn: 1
name: two ways
horizon: { slots: 2, slotSeconds: 10 }
nodes:
  - { id: a, kind: ground }
  - { id: m, kind: ground }
  - { id: n, kind: ground }
  - { id: b, kind: ground }
links:
  - { ends: [a, m], capacity: 40, fidelity: 0.97 }
  - { ends: [m, b], capacity: 40, fidelity: 0.97 }
  - { ends: [a, n], capacity: 36, fidelity: 0.99 }
  - { ends: [n, b], capacity: 300, fidelity: 0.99 }
demands:
  - { id: k, source: a, destination: b, fidelityTarget: 0.9 }
paths: { realPaths: 2 }
`);

const pairsOf = (counts: Float64Array): number => counts.reduce((sum, count) => sum + count, 0);

/** In this thread. */
const sampleHere: SamplePlan = async ({ execution, options }, replications, onProgress) => {
  const samples = noSamples(execution);
  const { outcomes } = runBlock(execution, options, { from: 0, to: replications }, samples);
  onProgress(replications);
  return {
    inSpec: estimate(outcomes.map(({ inSpec }) => pairsOf(inSpec))),
    deliveredPairs: mean(outcomes.map(({ delivered }) => pairsOf(delivered))),
    samples,
  };
};

const inSpecWith = (changes: Partial<InSpecOptions> = {}): InSpecOptions => ({
  share: 0.95,
  coherenceSeconds: 4,
  swapSuccess: null,
  relayBuffer: null,
  margins: NO_MARGINS,
  ...changes,
});

interface Calibrated {
  readonly record: PlanRecord;
  readonly events: readonly CalibrationEvent[];
}

async function calibrated(
  inSpec: InSpecOptions,
  {
    sample = sampleHere,
    abort,
    ...input
  }: Partial<PlanInput> & {
    readonly sample?: SamplePlan;
    readonly abort?: AbortController;
    readonly options?: PlanOptions;
  } = {},
): Promise<Calibrated> {
  const events: CalibrationEvent[] = [];
  const record = await calibratePlan(
    { scenario: TWO_WAYS, ...input, options: { ...DEFAULT_PLAN_OPTIONS, ...input.options, inSpec } },
    localEnvironment(abort && { signal: abort.signal }),
    sample,
    (event) => events.push(event),
  );
  return { record, events };
}

const roundsIn = (events: readonly CalibrationEvent[]): (Kept | null)[] =>
  events.flatMap((event) => (event.kind === 'round' ? [event.kept] : []));

const pathsOf = ({ plan }: PlanRecord): string[] => [...new Set(plan!.routes.map(({ path }) => path))];

let whole: Calibrated;

beforeAll(async () => {
  whole = await calibrated(inSpecWith());
});

describe('a plan that is asked to be in spec', () => {
  it('is made with margins where pairs wait too long, and counts fewer pairs of which more are in spec', () => {
    const { record, events } = whole;
    const { calibration } = record;
    const [without, first] = roundsIn(events);
    expect(calibration).toMatchObject({ ended: 'reached', rounds: 1, before: without, after: first });
    const { before, after } = calibration!;
    expect(before.plannedPairs).toBeCloseTo(800, 6);
    expect(shareOf(before)).toBeLessThan(0.85);
    expect(after.plannedPairs).toBeCloseTo(720, 6);
    expect(shareOf(after)).toBeGreaterThan(0.95);
    expect(after.inSpecPairs).toBeGreaterThan(before.inSpecPairs);
    expect(pathsOf(record)).toEqual(['a~n+n~b']);
  });

  it('has a margin for each path that was simulated, and for each link', () => {
    const { margins } = optionsOfRecord(whole.record).inSpec!;
    expect(margins.paths.map(({ path }) => path)).toEqual(['a~m+m~b']);
    expect(margins.links.map(({ link }) => link).sort()).toEqual(['a~m', 'a~n', 'm~b', 'n~b']);
    for (const { factor } of [...margins.paths, ...margins.links]) {
      expect(factor).toBeGreaterThan(0);
      expect(factor).toBeLessThan(1);
      expect(factor).toBe(Number(factor.toFixed(4)));
    }
    // Nothing was simulated over n: a wait of one arrival at both ends, and no length that would be known.
    const ofLink = new Map(margins.links.map(({ link, factor }) => [link, factor]));
    expect(ofLink.get('a~n')).toBe(Math.floor(1e4 * Math.exp(-2 / 36 / 4)) / 1e4);
    expect(ofLink.get('n~b')).toBe(Math.floor(1e4 * Math.exp(-2 / 300 / 4)) / 1e4);
  });

  it('verifies as it comes back from its file, and not with a word of it changed', async () => {
    const read = () => JSON.parse(JSON.stringify(whole.record));
    expect((await verifyRecord(read(), localEnvironment())).status).toBe('verified');
    const lies: ((record: ReturnType<typeof read>) => void)[] = [
      ({ calibration }) => {
        calibration.asked.share = 0.9;
      },
      ({ calibration }) => {
        calibration.asked.coherenceSeconds = 5;
      },
      ({ calibration }) => {
        calibration.after.plannedPairs = 800;
      },
      ({ calibration }) => {
        calibration.before.inSpecPairs = 790;
        calibration.before.deliveredPairs = 790;
      },
      ({ calibration }) => {
        calibration.after.inSpecPairs = 650;
      },
      ({ calibration }) => {
        calibration.after.deliveredPairs = 600;
      },
      (record) => {
        delete record.options.inSpec;
      },
    ];
    for (const [index, lie] of lies.entries()) {
      const record = read();
      lie(record);
      const { status } = await verifyRecord(record, localEnvironment());
      expect(status, `lie ${index}`).toBe('failed');
    }
  });

  it('is simulated with new numbers in each round, and is the same whenever it is made', async () => {
    const seeds = roundsIn(whole.events).map((kept) => kept!.seed);
    expect(new Set(seeds).size).toBe(seeds.length);
    const again = await calibrated(inSpecWith());
    expect(again.record.calibration).toEqual(whole.record.calibration);
    expect(again.record.options).toEqual(whole.record.options);
  });

  it('tells no proofs, and no plans of rounds before they are simulated', async () => {
    const options = { ...DEFAULT_PLAN_OPTIONS, method: 'benders' } as const;
    const plain: string[] = [];
    await planScenario({ scenario: TWO_WAYS, options }, localEnvironment(), ({ kind }) => plain.push(kind));
    expect(plain).toContain('proofs');
    const { events } = await calibrated(inSpecWith(), { options });
    expect(roundsIn(events)).toHaveLength(2);
    expect(events.some(({ kind }) => kind === 'proofs')).toBe(false);
    const told = whole.events.flatMap((event) => (event.kind === 'record' ? [event.record] : []));
    for (const { options, calibration } of told) {
      expect(options.inSpec!.margins === NO_MARGINS || calibration !== undefined).toBe(true);
    }
  });

  it('is never an empty plan, of which nothing can be out of spec', async () => {
    const { record, events } = await calibrated(inSpecWith({ coherenceSeconds: 1e-6 }));
    const [without, ...rounds] = roundsIn(events);
    expect(without!.inSpecPairs).toBe(0);
    expect(rounds.map((kept) => kept!.plannedPairs)).toContain(0);
    expect(rounds.filter((kept) => kept!.plannedPairs === 0).map((kept) => shareOf(kept!))).not.toContain(1);
    expect(record.totalPairs).toBeCloseTo(800, 6);
    expect(record.calibration).toMatchObject({ ended: 'nothing-left', before: without, after: without });
    expect(inSpecStatus(record)).toBe(
      ' Only 0.0 % of its pairs are in spec when simulated, not 95 % as asked: with tighter margins nothing is left to deliver, so the plan without is kept.',
    );
    expect(roundWords({ round: 1, kept: rounds.find((kept) => kept!.plannedPairs === 0)! })).toContain(
      'nothing is left to deliver',
    );
    expect((await verifyRecord(JSON.parse(JSON.stringify(record)), localEnvironment())).status).toBe(
      'verified',
    );
  });

  it('is left alone where nothing can be delivered at all', async () => {
    const links = TWO_WAYS.links.map((link) => ({ ...link, fidelity: 0.6 }));
    const scenario = { ...TWO_WAYS, links };
    const { record, events } = await calibrated(inSpecWith(), { scenario });
    expect(record.calibration).toBeUndefined();
    expect(roundsIn(events)).toEqual([]);
  });

  it('stays as it is where it is in spec without margins', async () => {
    const { record, events } = await calibrated(inSpecWith({ coherenceSeconds: null }));
    expect(record.calibration).toMatchObject({ ended: 'reached', rounds: 0 });
    expect(record.calibration!.after).toEqual(record.calibration!.before);
    expect(roundsIn(events)).toHaveLength(1);
    expect(record.totalPairs).toBeCloseTo(800, 6);
  });

  it('goes on where it was interrupted, from its margins and from what was before them', async () => {
    const stricter = await calibrated(inSpecWith({ ...whole.record.options.inSpec!, share: 0.97 }), {
      resume: { record: whole.record, proofs: [] },
    });
    const { calibration } = stricter.record;
    expect(calibration!.before).toEqual(whole.record.calibration!.before);
    expect(calibration!.rounds).toBe(1);
    expect(calibration!.ended).toBe('reached');
    // Simulated anew, but planned no worse.
    expect(calibration!.after.seed).toBe(1002);
    expect(stricter.record.objective).toBeCloseTo(whole.record.objective!, 6);
  });
});

/** Says that so many pairs are in spec, round by round, whatever the plan. */
const told = (inSpec: readonly number[], halfWidth = 0): SamplePlan => {
  const left = [...inSpec];
  return async (prepared, _replications, onProgress) => {
    const real = await sampleHere(prepared, 1, onProgress);
    return { ...real!, deliveredPairs: 1000, inSpec: { mean: left.shift()!, halfWidth } };
  };
};

describe('a plan that cannot be in spec', () => {
  it('is kept without margins where every other one has fewer pairs in spec', async () => {
    const { record, events } = await calibrated(inSpecWith(), {
      sample: told([700, 699, 699, 699, 699, 699]),
    });
    expect(record.calibration).toMatchObject({ ended: 'kept-before', rounds: 5 });
    expect(record.options.inSpec!.margins).toEqual(NO_MARGINS);
    expect(record.calibration!.after).toEqual(record.calibration!.before);
    expect(roundsIn(events)).toHaveLength(6);
    expect(calibrationSentences(record).slice(0, 2)).toEqual([
      expect.stringMatching(/^Without margins: .* planned\.$/),
      'After 5 rounds of margins, this plan is kept: none of theirs is better.',
    ]);
  });

  it('is not in spec before the lower end of the confidence interval is', async () => {
    const sure = await calibrated(inSpecWith(), { sample: told([300, 960], 5) });
    expect(sure.record.calibration).toMatchObject({ ended: 'reached', rounds: 1 });
    const unsure = await calibrated(inSpecWith(), { sample: told([300, 960, 970], 15) });
    expect(unsure.record.calibration).toMatchObject({ ended: 'reached', rounds: 2 });
  });

  it('is the best of five rounds', async () => {
    const { record } = await calibrated(inSpecWith(), { sample: told([30, 40, 50, 45, 45, 45]) });
    expect(record.calibration).toMatchObject({ ended: 'rounds', rounds: 5 });
    expect(record.calibration!.after.inSpecPairs).toBe(50);
    expect(record.options.inSpec!.margins).not.toEqual(NO_MARGINS);
  });

  it('says so where margins leave no plan that meets the minimum rates', async () => {
    const minimum = parseScenario(
      JSON.stringify({
        ...TWO_WAYS,
        demands: [{ ...TWO_WAYS.demands[0]!, minimumRate: 38 }],
      }),
    );
    const { record, events } = await calibrated(inSpecWith({ coherenceSeconds: 0.05 }), {
      scenario: minimum,
    });
    expect(record.calibration).toMatchObject({ ended: 'no-plan' });
    expect(roundsIn(events)).toContain(null);
    expect(record.status).toBe('optimal');
  });

  it('does not take the plan that misses least of the minimum rates for one that meets them', async () => {
    // One telescope of s: at b it serves both, as long as pairs from b on to c are good enough.
    const pointed = parseScenario(`
satqn: 1
name: one telescope
horizon: { slots: 1, slotSeconds: 60 }
nodes:
  - { id: s, kind: satellite, maximumTerminals: 1 }
  - { id: b, kind: ground }
  - { id: c, kind: ground }
links:
  - { ends: [s, b], capacity: 20, fidelity: 0.99 }
  - { ends: [s, c], capacity: 20, fidelity: 0.99 }
  - { ends: [b, c], capacity: 10, fidelity: 0.93 }
demands:
  - { id: near, source: s, destination: b, fidelityTarget: 0.9, minimumRate: 5 }
  - { id: far, source: s, destination: c, fidelityTarget: 0.9, minimumRate: 5 }
purification: { protocol: none }
`);
    const { record, events } = await calibrated(inSpecWith({ coherenceSeconds: 2 }), { scenario: pointed });
    expect(roundsIn(events)[1]).toBeNull();
    expect(record.status).toBe('optimal');
    expect(record.calibration!.ended).not.toBe('reached');
    expect(record.shortages).toEqual([]);
  });

  it('keeps the best so far if it is interrupted', async () => {
    const abort = new AbortController();
    const sample: SamplePlan = async (...asked) => {
      const [{ options }] = asked;
      if (options.seed === 1001) return sampleHere(...asked);
      abort.abort();
      return null;
    };
    const { record } = await calibrated(inSpecWith(), { sample, abort });
    expect(record.calibration).toMatchObject({ ended: 'interrupted', rounds: 0 });
    expect(record.plan).not.toBeNull();
    const early = new AbortController();
    const none = await calibrated(inSpecWith(), {
      abort: early,
      sample: async () => {
        early.abort();
        return null;
      },
    });
    expect(none.record.plan).not.toBeNull();
    expect(none.record.calibration).toBeUndefined();
  });

  it('of random routes is refused', async () => {
    const options = { ...DEFAULT_PLAN_OPTIONS, scheme: 'rrs' } as const;
    await expect(calibrated(inSpecWith(), { options })).rejects.toThrow(/draws its routes at random/);
  });
});
