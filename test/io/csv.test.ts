import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, pointingCsv, ratesCsv, stocksCsv } from '../../src/io/csv.ts';
import { fixture, infeasible, pointed } from '../report/fixture.ts';

const lines = (text: string) => text.trimEnd().split('\n');

describe('ratesCsv', () => {
  it('counts slots from 1 and lists demands in the order of the record', () => {
    const rows = lines(ratesCsv(fixture));
    expect(rows[0]).toBe(
      'slot,start_seconds,demand,path,rate_pairs_per_second,delivered_pairs,fidelity_before,fidelity_after,cost,virtual_links,nodes,start_utc',
    );
    expect(rows[1]).toBe(
      '1,0,bern~turin,bern~lyon+lyon~turin,404.5,8090,0.9221,0.9221,1,0,bern|lyon|turin,2026-03-20T18:00:00Z',
    );
    expect(rows.slice(3, 5).map((row) => row.split(',').slice(0, 3))).toEqual([
      ['3', '40', 'bern~oslo'],
      ['3', '40', 'bern~turin'],
    ]);
    expect(rows).toHaveLength(1 + fixture.plan!.routes.length);
  });

  it('counts the hops served from stock', () => {
    const row = lines(ratesCsv(fixture)).find((line) => line.startsWith('6,100,bern~oslo'));
    expect(row).toBe(
      '6,100,bern~oslo,bern~hap-1+hap-1~sat-1[hap-1~sat-1]+oslo~sat-1,20,400,0.8921,0.9137,2.3452,1,bern|hap-1|sat-1|oslo,2026-03-20T18:01:40Z',
    );
  });

  it('quotes commas, quotes and line breaks', () => {
    const [route] = fixture.plan!.routes;
    const plan = { ...fixture.plan!, routes: [{ ...route!, demand: 'a,"b"\nc', cost: Number.NaN }] };
    expect(ratesCsv({ ...fixture, plan })).toContain('\n3,40,"a,""b""\nc",bern~sat-1+oslo~sat-1,');
    expect(ratesCsv({ ...fixture, plan })).toMatch(
      /,0\.9412,0\.9412,,0,bern\|sat-1\|oslo,2026-03-20T18:00:40Z\n$/,
    );
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

  it('lists the nodes of every route from its source to its destination', () => {
    const ends = new Map(
      fixture.demands.map(({ demand, source, destination }) => [demand, [source, destination]]),
    );
    const rows = lines(ratesCsv(fixture))
      .slice(1)
      .map((row) => row.split(','));
    for (const row of rows) {
      const nodes = row[10]!.split('|');
      expect([nodes[0], nodes.at(-1)]).toEqual(ends.get(row[2]!));
    }
  });
});

describe('pointingCsv', () => {
  const head =
    'node,telescope,target,link,slot_from,slot_to,from_seconds,to_seconds,from_utc,to_utc,acquired_seconds,acquired_utc,elevation_from_deg,elevation_to_deg,range_from_km,range_to_km,pairs';

  it('has a row for each telescope and pointing, in UTC and seconds', () => {
    expect(lines(pointingCsv(pointed))).toEqual([
      head,
      'hap-1,1,bern,bern~hap-1,5,7,80,140,2026-03-20T18:01:20Z,2026-03-20T18:02:20Z,92.5,2026-03-20T18:01:32.500Z,-32.124,-32.124,37.5,37.5,1454.024',
      'sat-1,1,oslo,oslo~sat-1,3,8,40,160,2026-03-20T18:00:40Z,2026-03-20T18:02:40Z,50,2026-03-20T18:00:50Z,35.125,61.5,1201.25,801.5,19129.024',
      'sat-1,2,bern,bern~sat-1,3,5,40,100,2026-03-20T18:00:40Z,2026-03-20T18:01:40Z,50,2026-03-20T18:00:50Z,30,50,1300,900,14075',
      'sat-1,2,hap-1,hap-1~sat-1,6,6,100,120,2026-03-20T18:01:40Z,2026-03-20T18:02:00Z,,,,,,,0',
    ]);
  });

  it('leaves UTC empty without a clock', () => {
    const horizon = { ...pointed.horizon, start: null };
    expect(lines(pointingCsv({ ...pointed, horizon }))[1]).toContain(',80,140,,,92.5,,-32.124,');
  });

  it('is only a header where no telescope is pointed', () => {
    expect(lines(pointingCsv(fixture))).toEqual([head]);
  });
});

describe('stocksCsv', () => {
  it('has a row for each slot and the end, with what comes and goes', () => {
    const rows = lines(stocksCsv(fixture));
    expect(rows[0]).toBe('slot,start_seconds,pair,sub_path,stock_pairs,filled_pairs,taken_pairs,start_utc');
    expect(rows).toHaveLength(12);
    expect(rows[3]).toBe('3,40,hap-1~sat-1,hap-1~sat-1,0,900,0,2026-03-20T18:00:40Z');
    expect(rows[6]).toBe('6,100,hap-1~sat-1,hap-1~sat-1,1500,0,938.08,2026-03-20T18:01:40Z');
    expect(rows[11]).toBe('11,200,hap-1~sat-1,hap-1~sat-1,45.976,,,2026-03-20T18:03:20Z');
  });

  it('is only a header without a plan', () => {
    expect(lines(stocksCsv(infeasible))).toHaveLength(1);
  });
});

it.each([
  ['without a clock there is no column of UTC', null, 20, undefined],
  ['slots that begin within a second say so', '2026-03-20T23:59:59.5Z', 0.25, '2026-03-20T23:59:59.750Z'],
  ['a zone is converted', '2026-03-20T23:59:00+01:00', 60, '2026-03-20T23:00:00Z'],
])('%s', (_, start, slotSeconds, second) => {
  const record = { ...fixture, horizon: { ...fixture.horizon, start, slotSeconds } };
  const [rates, stocks] = [lines(ratesCsv(record)), lines(stocksCsv(record))];
  expect(rates[0]!.endsWith(',nodes,start_utc')).toBe(start !== null);
  expect(stocks[0]!.endsWith(',start_utc')).toBe(start !== null);
  expect(rates.find((row) => row.startsWith('2,'))!.split(',')[11]).toBe(second);
  expect(stocks.find((row) => row.startsWith('2,'))!.split(',')[7]).toBe(second);
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
