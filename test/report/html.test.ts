import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { CheckedRecord } from '../../src/domain/run-record.ts';
import { reportHtml } from '../../src/report/html.ts';
import { pathWords, timelineOf } from '../../src/report/timeline.ts';
import { fixture, infeasible } from './fixture.ts';

/** Malicious names in every place where a record contains text from a user. */
function withName(record: CheckedRecord, name: string): CheckedRecord {
  const spoilt = JSON.stringify(record, (key, value: unknown) =>
    typeof value === 'string' && !['status', 'reason', 'class', 'kind', 'constraint', 'bound'].includes(key)
      ? value.replace(/bern|sat-1|Alpine|oslo/g, name)
      : value,
  );
  return JSON.parse(spoilt) as CheckedRecord;
}

describe('reportHtml', () => {
  it('shows the plan and everything known about it', () => {
    const page = reportHtml(fixture);
    for (const text of [
      '<h1>Alpine ring</h1>',
      '<strong>Time limit.</strong>',
      '112,375',
      'among the 30 catalogued paths',
      'at most 5,687.86 pairs/s (113,757 pairs), by the Benders master',
      'Delivered rate of each demand',
      'bern → hap-1 ⇢ sat-1 → oslo<small>stock filled along hap-1 → sat-1</small>',
      '9f2c4e1ab07d33c8',
      'HiGHS 1.15.1',
      'link bern~lyon, slot 4',
      '3 links were dropped',
    ]) {
      expect(page).toContain(text);
    }
    expect(page).not.toMatch(/undefined|NaN|\[object/);
  });

  it('says what limits of the catalogue leave out', () => {
    const page = reportHtml({
      ...fixture,
      catalogueLimits: [{ limit: 'maximumHops', value: 10, doubled: 20, bound: 5858.75, more: 240 }],
    });
    expect(page).toContain(
      '<p>paths.maximumHops = 10 leaves paths out: up to 240 pairs/s (4,800 pairs) more (LP bound with 20).</p>',
    );
  });

  it('is one file: no script, no request, a policy that forbids both', () => {
    const page = reportHtml(fixture);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline';`);
    expect(page).not.toMatch(
      /<script|<link|<img|<iframe|<object|\bon\w+=|\bsrc=|\bhref=|@import|url\((?!#)/i,
    );
    const ids = [...page.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onclick='x",
    '</style>&amp;<!--',
  ])('shows the name %s as text', (name) => {
    const page = reportHtml(withName(fixture, name));
    expect(page).toContain(
      name
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;'),
    );
    expect(page).not.toMatch(/<script|<img|<!--/);
    expect(page.split('</style>')).toHaveLength(2);
    expect(wellFormed(page)).toBe(true);
  });

  it('is well-formed and the same every time', () => {
    expect(wellFormed(reportHtml(fixture))).toBe(true);
    expect(wellFormed(reportHtml(infeasible))).toBe(true);
    expect(reportHtml(fixture)).toBe(reportHtml(fixture));
  });

  it('lists the shortages of an infeasible scenario and leaves out what is missing', () => {
    const page = reportHtml(infeasible);
    expect(page).toContain('<strong>Infeasible.</strong>');
    expect(page).toContain('bern~oslo: slots 3–4, up to 17.5 pairs/s short');
    expect(page).not.toMatch(/<svg|Pairs delivered|Certificate|NaN|undefined/);
  });
});

/** The body as XML, after what HTML alone allows to stay open. */
function wellFormed(page: string): unknown {
  return XMLValidator.validate(page.replace('<!doctype html>', '').replace(/<meta [^>]*>/g, ''));
}

describe('timelineOf', () => {
  it('joins slots of the same path or the same reason', () => {
    const spans = timelineOf(fixture, 'bern~oslo').map(({ slots, routes, idle }) => [
      slots,
      idle ?? pathWords(routes[0]!),
    ]);
    expect(spans).toEqual([
      [[0, 1], 'no contact'],
      [[2, 3, 4], 'bern → sat-1 → oslo'],
      [[5, 6], 'bern → hap-1 ⇢ sat-1 → oslo'],
      [[7], 'bern → sat-1 → oslo'],
      [[8], 'no contact'],
      [[9], 'better used elsewhere'],
    ]);
  });
});
