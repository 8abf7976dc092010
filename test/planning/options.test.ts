import { describe, expect, it } from 'vitest';
import { formatIssue, type InputError } from '../../src/base/errors.ts';
import { SCHEME_NAMES } from '../../src/domain/schemes/schemes.ts';
import { compareSchemes } from '../../src/planning/compare.ts';
import { DEFAULT_COMPARISON_OPTIONS } from '../../src/planning/comparison-options.ts';
import { DEFAULT_PLAN_OPTIONS, optionsOfRecord, type PlanOptions } from '../../src/planning/options.ts';
import { planScenario } from '../../src/planning/plan.ts';
import { isOfSameProblem } from '../../src/planning/plan-task.ts';
import { verifyRecord } from '../../src/planning/verify.ts';
import { fixture } from '../report/fixture.ts';
import { HARD, localEnvironment } from './run.ts';

/** A machine that nothing may use: options are checked before anything else. */
const environment = localEnvironment({
  now: () => {
    throw new Error('It went on.');
  },
});
const planErrors = (options: unknown): Promise<string[]> =>
  planScenario({ scenario: HARD, options: options as PlanOptions }, environment, () => {}).then(
    () => [],
    (error: InputError) => error.issues.map(formatIssue),
  );
const comparisonErrors = (options: object): Promise<string[]> =>
  compareSchemes(HARD, { ...DEFAULT_COMPARISON_OPTIONS, ...options }, environment, () => {}).then(
    () => [],
    (error: InputError) => error.issues.map(formatIssue),
  );

describe('options of a plan', () => {
  it.each([
    [{ timeLimitSeconds: Number.POSITIVE_INFINITY }, /^options\.timeLimitSeconds: .*an infinite number/],
    [{ timeLimitSeconds: Number.NaN }, /^options\.timeLimitSeconds: .*NaN/],
    [{ timeLimitSeconds: -1 }, /^options\.timeLimitSeconds: must be >= 0; found -1\./],
    [{ timeLimitSeconds: '60' }, /^options\.timeLimitSeconds: must be a number; found the text '60'/],
    [{ gap: -1e-9 }, /^options\.gap: must be >= 0; found -1e-9\. A relative gap, from 0 to 1\./],
    [{ gap: Number.NaN }, /^options\.gap: /],
    [{ gap: 1.5 }, /^options\.gap: must be <= 1/],
    [{ iterationLimit: 0 }, /^options\.iterationLimit: must be >= 1/],
    [{ iterationLimit: Number.POSITIVE_INFINITY }, /^options\.iterationLimit: /],
    [{ draws: 0 }, /^options\.draws: must be >= 1; found 0/],
    [{ seed: 0.5 }, /^options\.seed: must be a whole number/],
    [{ seed: 2 ** 31 }, /^options\.seed: must be <= 2147483647/],
    [{ scheme: 'ps-erg' }, /^options\.scheme: must be one of ps-egr, .*'ps-erg'\. Did you mean 'ps-egr'\?/],
    [{ scheme: undefined }, /^options\.scheme: is missing\./],
    [{ method: 'bender' }, /^options\.method: .*Did you mean 'benders'\?/],
    [{ solver: 'abacus' }, /^options\.solver: must be one of built-in, cbc/],
    [{ catalogue: 'all' }, /^options\.catalogue: must be one of own, shared/],
    [{ shadowPrices: 1 }, /^options\.shadowPrices: must be true or false/],
    [{ benders: {} }, /^options\.benders\.relaxationPhase: is missing/],
    [{ timeLimit: 5 }, /^options\.timeLimit: unknown key 'timeLimit'\. Known keys here: .*timeLimitSeconds/],
  ])('%o are refused before anything is done', async (wrong, says) => {
    const [first] = await planErrors({ ...DEFAULT_PLAN_OPTIONS, ...wrong });
    expect(first).toMatch(says);
  });

  it('are all reported together', async () => {
    const wrong = { gap: -1, draws: 0, method: 'simplex', seed: -1 };
    const errors = await planErrors({ ...DEFAULT_PLAN_OPTIONS, ...wrong });
    expect(errors.map((error) => error.split(':')[0]).sort()).toEqual([
      'options.draws',
      'options.gap',
      'options.method',
      'options.seed',
    ]);
    expect((await planErrors({})).length).toBe(Object.keys(DEFAULT_PLAN_OPTIONS).length);
    expect(await planErrors(undefined)).toEqual([expect.stringMatching(/^options: is missing/)]);
  });

  it('of a record are read if they are known, and the others get their defaults', () => {
    const { benders, ...defaults } = DEFAULT_PLAN_OPTIONS;
    const recorded = { gap: 0.5, ofTomorrow: 1, benders: { inOut: false, ofTomorrow: 1 } };
    expect(optionsOfRecord({ ...fixture, options: recorded })).toEqual({
      ...defaults,
      gap: 0.5,
      benders: { ...benders, inOut: false },
    });
  });
});

describe('options of a comparison', () => {
  it.each([
    [{ schemes: [] }, /^options\.schemes: must have at least 1 entry; found 0/],
    [{ schemes: ['nss', 'ospf'] }, /^options\.schemes\[1\]: must be one of ps-egr/],
    [{ schemes: ['nss', 'nss'] }, /^options\.schemes: must name each scheme once/],
    [{ methods: [] }, /^options\.methods: must have at least 1 entry/],
    [
      { methods: [{ method: 'auto', timeLimitSeconds: Number.POSITIVE_INFINITY }] },
      /^options\.methods\[0\]\.timeLimitSeconds: .*infinite/,
    ],
    [{ draws: 0 }, /^options\.draws: /],
    [{ gap: Number.NaN }, /^options\.gap: /],
    [{ keepMinimum: 'yes' }, /^options\.keepMinimum: /],
  ])('%o are refused before anything is done', async (wrong, says) => {
    const errors = await comparisonErrors(wrong);
    expect(errors).toEqual([expect.stringMatching(says)]);
  });
});

describe('a shared catalogue', () => {
  const shared = { ...DEFAULT_PLAN_OPTIONS, scheme: 'greedy', catalogue: 'shared' } as const;

  it('is named in the record of a plan, by the schemes whose paths are in it', async () => {
    const record = await planScenario({ scenario: HARD, options: shared }, localEnvironment(), () => {});
    expect(record.options).toMatchObject({ catalogueSchemes: SCHEME_NAMES });
    expect(await verifyRecord(record, localEnvironment())).toMatchObject({ status: 'verified' });
  });

  it('of a record that names none is that of the first six schemes, whatever schemes are added', () => {
    const six = ['ps-egr', 'sos', 'rrs', 'nss', 'overlay-lp', 'greedy'];
    expect(optionsOfRecord({ ...fixture, options: shared }).catalogueSchemes).toEqual(six);
    const named = { ...shared, catalogueSchemes: ['ps-egr', 'sos'] };
    expect(optionsOfRecord({ ...fixture, options: named }).catalogueSchemes).toEqual(['ps-egr', 'sos']);
    expect(Object.keys(optionsOfRecord({ ...fixture, options: DEFAULT_PLAN_OPTIONS }))).not.toContain(
      'catalogueSchemes',
    );
  });

  it('of other schemes is another problem, so proofs of one do not hold for the other', () => {
    const record = { ...fixture, options: { ...shared, catalogueSchemes: ['ps-egr', 'sos'] } };
    expect(isOfSameProblem(record, { ...shared, catalogueSchemes: ['ps-egr', 'sos'] })).toBe(true);
    expect(isOfSameProblem(record, shared)).toBe(false);
  });
});
