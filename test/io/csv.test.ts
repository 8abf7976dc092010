import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, ratesCsv, stocksCsv } from '../../src/io/csv.ts';
import { fixture, infeasible } from '../report/fixture.ts';

const lines = (text: string) => text.trimEnd().split('\n');

describe('ratesCsv', () => {
  it('counts slots from 1 and lists demands in the order of the record', () => {
    const rows = lines(ratesCsv(fixture));
    expect(rows[0]).toBe(
      'slot,start_seconds,demand,path,rate_pairs_per_second,delivered_pairs,fidelity_before,fidelity_after,cost,virtual_links',
    );
    expect(rows[1]).toBe('1,0,bern~turin,bern~lyon+lyon~turin,404.5,8090,0.9221,0.9221,1,0');
    expect(rows.slice(3, 5).map((row) => row.split(',').slice(0, 3))).toEqual([
      ['3', '40', 'bern~oslo'],
      ['3', '40', 'bern~turin'],
    ]);
    expect(rows).toHaveLength(1 + fixture.plan!.routes.length);
  });

  it('counts the hops served from stock', () => {
    const row = lines(ratesCsv(fixture)).find((line) => line.startsWith('6,100,bern~oslo'));
    expect(row).toBe(
      '6,100,bern~oslo,bern~hap-1+hap-1~sat-1[hap-1~sat-1]+oslo~sat-1,20,400,0.8921,0.9137,2.3452,1',
    );
  });

  it('quotes commas, quotes and line breaks', () => {
    const [route] = fixture.plan!.routes;
    const plan = { ...fixture.plan!, routes: [{ ...route!, demand: 'a,"b"\nc', cost: Number.NaN }] };
    expect(ratesCsv({ ...fixture, plan })).toContain('\n3,40,"a,""b""\nc",bern~sat-1+oslo~sat-1,');
    expect(ratesCsv({ ...fixture, plan })).toMatch(/,0\.9412,0\.9412,,0\n$/);
  });

  it('prevents demands from being read as formulas', () => {
    const [route] = fixture.plan!.routes;
    const plan = {
      ...fixture.plan!,
      routes: [{ ...route!, demand: '=HYPERLINK("http://a")', path: '-1+2' }],
    };
    expect(ratesCsv({ ...fixture, plan })).toContain(`\n3,40,"'=HYPERLINK(""http://a"")",'-1+2,`);
  });

  it('is only a header without a plan', () => {
    expect(lines(ratesCsv(infeasible))).toHaveLength(1);
  });
});

describe('stocksCsv', () => {
  it('has a row for each slot and the end, with what comes and goes', () => {
    const rows = lines(stocksCsv(fixture));
    expect(rows[0]).toBe('slot,start_seconds,pair,sub_path,stock_pairs,filled_pairs,taken_pairs');
    expect(rows).toHaveLength(12);
    expect(rows[3]).toBe('3,40,hap-1~sat-1,hap-1~sat-1,0,900,0');
    expect(rows[6]).toBe('6,100,hap-1~sat-1,hap-1~sat-1,1500,0,938.08');
    expect(rows[11]).toBe('11,200,hap-1~sat-1,hap-1~sat-1,45.976,,');
  });

  it('is only a header without a plan', () => {
    expect(lines(stocksCsv(infeasible))).toHaveLength(1);
  });
});

describe('a cell', () => {
  const written = (value: string | number) => csv(['x'], [[value]]).slice('x\n'.length, -'\n'.length);

  it.each(['=1', '+1+1', '-a', '@sum', '\ta', '=', '+', '--1', "'=1", "''-a"])(
    'with the text %j cannot be a formula',
    (text) => {
      expect(written(text)).toBe(`'${text}`);
    },
  );

  it.each(['\r=1', '\n=1'])('with the text %j is quoted, too', (text) => {
    expect(written(text)).toBe(`"'${text}"`);
  });

  it.each(['-1', '+2.5', '-.5e-3', '7', 'a=1', "'a", "it's", '~-1', ''])(
    'with the text %j is as it is',
    (text) => {
      expect(written(text)).toBe(text);
    },
  );

  it('with a number is as it is', () => {
    expect(written(-1.5)).toBe('-1.5');
  });

  it('is restored by a reader that knows the rule (seed 1)', () => {
    const read = (cell: string) => {
      const text = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
      return /^'+[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text;
    };
    const text = fc.string({
      unit: fc.constantFrom("'", '"', '=', '+', '-', '@', '\t', '\r', '\n', ',', '1', 'a'),
    });
    fc.assert(
      fc.property(text, (value) => {
        expect(read(written(value))).toBe(value);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
