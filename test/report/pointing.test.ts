import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/domain/comparison.ts';
import { pointingClaimOf } from '../../src/domain/pointing-claim.ts';
import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { comparisonText } from '../../src/report/comparison.ts';
import { reportHtml } from '../../src/report/html.ts';
import { summaryText } from '../../src/report/summary.ts';
import { telescopePrices } from '../../src/report/telescope-prices.ts';
import { comparison } from './comparison-fixture.ts';
import { fixture, infeasible, pointed } from './fixture.ts';

const summary = (record: CheckedRecord) => summaryText(record, { color: false }).replace(/\s+/g, ' ');
const UNFLYABLE = 'annot be flown as planned: acquisition is counted by visibility';
const STRONGEST = 'elescopes went to the strongest links of each slot';

/** The same run, before plans pointed telescopes. */
const older = (document: object): CheckedRecord => ({
  ...fixture,
  scenario: { ...fixture.scenario, document },
});
const limited = { platforms: [{ id: 'hap-1', maximumTerminals: 1 }] };

describe('what a plan refers to', () => {
  it('is all pointings where it points telescopes', () => {
    expect(summary(pointed)).toContain('among the 30 catalogued paths, over all pointings');
    expect(reportHtml(pointed).match(/among the 30 catalogued paths, over all pointings/g)).toHaveLength(2);
    for (const text of [summary(fixture), reportHtml(fixture)])
      expect(text).not.toContain('over all pointings');
    expect(summary(pointed)).not.toMatch(/flown|strongest/);
  });

  it.each([
    ['links', { ...limited, links: [{ acquisitionSeconds: 0 }, { acquisitionSeconds: 5 }] }],
    ['a class of links', { ...limited, linkClasses: { S2S: {}, S2G: { acquisitionSeconds: 30 } } }],
  ])(
    'cannot be flown if the strongest links had the telescopes, and %s take time to acquire',
    (_, document) => {
      const record = older(document);
      expect(summary(record)).toContain(`C${UNFLYABLE}.`);
      expect(reportHtml(record)).toContain(`<strong>C${UNFLYABLE}.</strong>`);
      const stated = { ...record, options: { pointing: 'strongest-first' } };
      expect(summary(stated)).toContain(UNFLYABLE);
      expect(summary({ ...infeasible, scenario: record.scenario })).not.toContain(UNFLYABLE);
    },
  );

  it('is what the strongest links leave, if nothing takes time to acquire', () => {
    const record = older({ ...limited, linkClasses: { S2G: { acquisitionSeconds: 0 } } });
    expect(summary(record)).toContain(`T${STRONGEST}`);
    expect(reportHtml(record)).toContain(`T${STRONGEST}`);
    expect(summary(record)).not.toContain(UNFLYABLE);
  });

  it('goes without saying where no node limits its telescopes', () => {
    const document = {
      nodes: [{ id: 'a' }],
      satellites: [{}],
      linkClasses: { S2G: { acquisitionSeconds: 9 } },
    };
    expect(pointingClaimOf({}, document)).toBeNull();
    expect(summary(older(document))).toBe(summary(fixture));
  });

  it.each([
    ['planned', 'catalogued paths, over all pointings\n'],
    ['unflyable', UNFLYABLE],
    ['strongest-first', STRONGEST],
  ] as const)('is said of a comparison, too: %s', (pointing, words) => {
    const text = (of: Comparison) => comparisonText(of, { color: false });
    expect(text({ ...comparison, pointing })).toContain(words);
    expect(text(comparison)).not.toContain(words);
  });
});

describe('the value of one more telescope', () => {
  it('is the sum of its prices in the LP relaxation, for the best few nodes', () => {
    expect(telescopePrices(pointed)).toEqual([
      { node: 'sat-1', worth: 240.5, slot: 4, highest: 120.5 },
      { node: 'hap-1', worth: 11, slot: 5, highest: 11 },
    ]);
    const words =
      'One more telescope on sat-1 is worth up to 240.5 pairs/s of Σ α y over all slots, 120.5 of them in slot 5 (price of the LP relaxation).';
    expect(summary(pointed)).toContain(words);
    expect(reportHtml(pointed)).toContain(words);
    expect(reportHtml({ ...pointed, prices: { links: [], memories: [] } })).toContain(words);
    expect(summary(fixture)).not.toContain('telescope');
  });
});
