import { describe, expect, it } from 'vitest';
import type { Comparison } from '../../src/domain/comparison.ts';
import { pointingClaimOf } from '../../src/domain/pointing-claim.ts';
import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { comparisonText } from '../../src/report/comparison.ts';
import { reportHtml } from '../../src/report/html.ts';
import { summaryText } from '../../src/report/summary.ts';
import { telescopePrices } from '../../src/report/telescope-prices.ts';
import { slewWords, telescopeUses } from '../../src/report/telescopes.ts';
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

describe('the telescopes of a plan', () => {
  it('carry, acquire or idle, and slew as often as they are pointed', () => {
    expect(
      telescopeUses(pointed).map(({ pointings, ...use }) => ({ ...use, slews: pointings.length })),
    ).toEqual([
      // Of 200 s: 12.5 s acquiring, 40 s carrying.
      {
        node: 'hap-1',
        telescope: 1,
        slews: 1,
        carrying: expect.closeTo(0.2, 9),
        acquiring: expect.closeTo(0.0625, 9),
        idle: expect.closeTo(0.7375, 9),
        pairs: 1454.024,
      },
      {
        node: 'sat-1',
        telescope: 1,
        slews: 1,
        carrying: expect.closeTo(0.55, 9),
        acquiring: expect.closeTo(0.05, 9),
        idle: expect.closeTo(0.4, 9),
        pairs: 19129.024,
      },
      // 50 s carrying; 10 s acquiring, and a slot of 20 s in which acquisition never ends.
      {
        node: 'sat-1',
        telescope: 2,
        slews: 2,
        carrying: expect.closeTo(0.25, 9),
        acquiring: expect.closeTo(0.15, 9),
        idle: expect.closeTo(0.6, 9),
        pairs: 14075,
      },
    ]);
    expect(slewWords(pointed)).toBe('4 slews of 3 telescopes on 2 nodes');
    expect(slewWords({ ...pointed, schedule: pointed.schedule!.slice(0, 1) })).toBe(
      '1 slew of 1 telescope on 1 node',
    );
    expect(slewWords(fixture)).toBeNull();
    expect(summary(pointed)).toContain('telescopes 4 slews of 3 telescopes on 2 nodes');
    expect(summary(fixture)).not.toContain('slews');
  });

  it('are tables of the report: shares, and what each looks at in UTC', () => {
    const page = reportHtml(pointed);
    for (const text of [
      '<h2>Telescopes</h2>\n<p>The plan makes 4 slews of 3 telescopes on 2 nodes.</p>',
      '<th scope="row">sat-1, telescope 2</th><td class="number">2</td><td class="number">25</td><td class="number">15</td><td class="number">60</td><td class="number">14,075</td>',
      '<b>sat-1, telescope 2</b> · bern, hap-1</summary>',
      '18:01:20–18:02:20<small>2026-03-20</small></td><td>bern</td><td class="number">18:01:32.500</td>',
      '<td class="number">35.1 → 61.5</td><td class="number">1201 → 802</td>',
      '<td class="number">– → –</td>',
    ]) {
      expect(page).toContain(text);
    }
    expect(reportHtml({ ...pointed, horizon: { ...pointed.horizon, start: null } })).toContain(
      '80–140</td><td>bern</td><td class="number">92.5</td>',
    );
    expect(reportHtml(fixture)).not.toContain('Telescopes');
  });
});
