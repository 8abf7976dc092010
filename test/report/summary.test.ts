import { describe, expect, it } from 'vitest';
import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { summaryText } from '../../src/report/summary.ts';
import { fixture, infeasible } from './fixture.ts';

const ESCAPE = String.fromCharCode(27);
const plainText = (record: CheckedRecord, width?: number) =>
  summaryText(record, { color: false, ...(width === undefined ? {} : { width }) });

describe('summaryText', () => {
  it('says how good the plan is, and compared with what', () => {
    const text = plainText(fixture);
    expect(text).toContain(
      'status       Time limit. The search stopped at its time limit; both bounds hold.',
    );
    expect(text).toContain('delivered    112,375 pairs in 10 slots (3.3 min)');
    expect(text).toContain('plan         Σ α y = 5,618.75 pairs/s (112,375 pairs) (inner bound)');
    expect(text).toContain(
      'bound        at most 5,687.86 pairs/s (113,757 pairs), by the Benders master (outer bound)',
    );
    expect(text).toContain('gap          1.2 % among the 30 catalogued paths');
    const { catalogue } = fixture;
    expect(plainText({ ...fixture, catalogue: { ...catalogue, realPaths: 1, virtualPaths: 0 } })).toContain(
      'among the 1 catalogued path\n',
    );
    expect(text).toContain('search       benders, 12 iterations in 60.0 s');
    expect(text).toContain('certificate  verified, largest violation 3e-8; bound by the solver');
  });

  it('speaks of bounds only where there is one', () => {
    const bounds = { ...fixture.bounds, bound: null, relativeGap: null, boundBy: 'none' } as const;
    for (const [status, sentence] of [
      ['time-limit', 'The search stopped at its time limit.'],
      ['interrupted', 'The search was interrupted.'],
      ['completed', 'The rule finished. It proves no bound of its own.'],
    ] as const) {
      expect(plainText({ ...fixture, status, bounds })).toContain(`${sentence}\n`);
    }
    expect(plainText({ ...fixture, status: 'completed' }, 200)).toContain(
      'It proves no bound of its own; the bound shown is that of PS-EGR.\n',
    );
  });

  it('says beside the gap what limits of the catalogue leave out, and for which limits that is unknown', () => {
    const text = plainText(
      {
        ...fixture,
        catalogueLimits: [
          { limit: 'maximumHops', value: 10, doubled: 20, bound: 5858.75, more: 240 },
          { limit: 'subPaths', value: 2, doubled: 4, bound: 5623.75, more: 5 },
          { limit: 'realPaths', value: 5, skipped: 'too-large' },
          { limit: 'virtualPaths', value: 3, skipped: 'too-large' },
        ],
      },
      200,
    );
    expect(text).toContain(
      [
        '  gap          1.2 % among the 30 catalogued paths',
        '  limits       paths.maximumHops = 10 leaves paths out: up to 240 pairs/s (4,800 pairs) more (LP bound with 20).',
        '               paths.subPaths = 2 leaves sub-paths out: up to 5 pairs/s (100 pairs) more (LP bound with 4).',
        '               Not computed, because the program with the limit doubled is too large: the gain from raising paths.realPaths = 5, paths.virtualPaths = 3.',
        '  search ',
      ].join('\n'),
    );
    expect(plainText(fixture)).not.toMatch(/^ {2}limits/m);
  });

  it('has one row per demand and says why slots get nothing', () => {
    const text = plainText(fixture);
    expect(text).toMatch(/^ {2}bern~turin +77,520 +387\.60 +0\.9239 → 0\.9239 +0 +17 +83 +0$/m);
    expect(text).toMatch(/^ {2}lyon~oslo +0 +0\.00 +– +0 +0 +0 +0$/m);
    expect(text).toContain('bern~oslo: 1–2, 9: no contact; 10: better used elsewhere');
    expect(text).toContain('oslo~turin: 1–4: fidelity target');
  });

  it('draws the stock over time', () => {
    expect(plainText(fixture)).toMatch(/^ {2}hap-1 +2,000 +1,500 +75 +422 +▁▁▁▅██▄▁▁▁▁$/m);
  });

  it('puts the highest price first, with its measurement', () => {
    const text = plainText(fixture, 200);
    const first = text.indexOf('One more pair/s on link oslo~sat-2 in slot 10 is worth 1 pairs/s');
    const second = text.indexOf(
      'One more pair/s on link bern~lyon in slot 5 is worth 0.83 pairs/s (LP dual with the routes fixed; re-solved with +1 %: 0.83).',
    );
    expect(first).toBeGreaterThan(0);
    expect(second).toBeGreaterThan(first);
  });

  it('lists what is missing if there is no plan', () => {
    const text = plainText(infeasible);
    expect(text).toContain('Infeasible. The minimum rates cannot all be met, so there is no plan.');
    expect(text).toContain('bern~oslo: slots 3–4, up to 17.5 pairs/s short');
    expect(text).toContain('lyon~oslo: slot 10, up to 4 pairs/s short');
    expect(text).toContain('bern~oslo: slot 1\n');
    expect(text).not.toMatch(/gap|delivered|NaN|undefined|null/);
  });

  it('shows a bound without a plan', () => {
    const bounds = { incumbent: null, bound: 6000, relativeGap: null, boundBy: 'LP relaxation' };
    const text = plainText({ ...infeasible, status: 'no-incumbent', bounds });
    expect(text).toContain('No plan found.');
    expect(text).toContain('at most 6,000 pairs/s (120,000 weighted pairs), by the LP relaxation');
    expect(text).toContain('gap          unknown among the 30 catalogued paths');
  });

  it('warns of a plan that failed its certificate, whatever the status', () => {
    const checks = fixture.certificate!.checks.map((check) =>
      check.constraint === 'C4' ? { ...check, maxViolation: 0.25 } : check,
    );
    const certificate = { ...fixture.certificate!, status: 'failed' as const, maxViolation: 0.25, checks };
    const text = plainText({ ...fixture, status: 'optimal', certificate }, 200);
    expect(text).toContain('status       Not verified. The plan breaks a constraint');
    expect(text).toContain('failed: C4 by 3e-1 at link bern~lyon, slot 4');
    expect(text).not.toContain('Optimal');
  });

  it('distinguishes a valid plan from false statements about it', () => {
    const check = { constraint: 'record' as const, checked: 9, maxViolation: 1, worst: 'totalPairs' };
    const checks = [...fixture.certificate!.checks, check];
    const certificate = { ...fixture.certificate!, status: 'failed' as const, maxViolation: 1, checks };
    const text = plainText({ ...fixture, status: 'optimal', certificate }, 200);
    expect(text).toContain('status       Not verified. The record makes false statements about the plan');
    expect(text).toMatch(/failed: record by \S+ at totalPairs/);
  });

  it('fits the terminal, tables of usual names included', () => {
    for (const width of [80, 100, 120]) {
      const lines = plainText(fixture, width).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it('is the same text with and without colour', () => {
    const coloured = summaryText(fixture, { color: true });
    expect(coloured).toContain(`${ESCAPE}[33mTime limit`);
    expect(coloured.replace(new RegExp(`${ESCAPE}\\[[0-9;]*m`, 'g'), '')).toBe(plainText(fixture));
    expect(plainText(fixture)).not.toContain(ESCAPE);
  });

  it('lets no name control the terminal', () => {
    const evil = `${ESCAPE}[2Jx`;
    const [demand, ...others] = fixture.demands;
    const text = plainText({
      ...fixture,
      scenario: { ...fixture.scenario, name: evil },
      demands: [{ ...demand!, demand: evil }, ...others],
      notes: [evil],
    });
    expect(text).toContain('[2Jx');
    expect(text).not.toContain(ESCAPE);
  });
});
