import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calculated, MICIUS, XINGLONG } from './calculated.ts';
import { satqn, workplace } from './satqn.ts';

const { path } = workplace();

describe('satqn calc pass', () => {
  it('the published pass of Micius over Xinglong', async () => {
    writeFileSync(path('qss.tle'), MICIUS);
    const { passes } = await calculated('pass', '--tle', 'qss.tle', ...XINGLONG, '--min-elevation-deg', '10');
    expect(passes).toHaveLength(1);
    const [pass] = passes;
    expect(Object.keys(pass).sort()).toEqual(['culmination', 'durationSeconds', 'rise', 'set']);
    expect(Object.keys(pass.culmination).sort()).toEqual(['elevationDeg', 'rangeKm', 'time']);
    expect(Math.abs(Date.parse(pass.culmination.time) - Date.parse('2016-12-19T16:52:14Z'))).toBeLessThan(
      2000,
    );
    expect(pass.culmination.rangeKm).toBeCloseTo(645, -1);
    expect((Date.parse(pass.set) - Date.parse(pass.rise)) / 1000).toBeCloseTo(pass.durationSeconds, 1);
  });

  it('warns if the elements are far from the requested time', async () => {
    const times = ['--from', '2017-01-10T12:00:00Z', '--to', '2017-01-11T00:00:00Z'];
    writeFileSync(path('qss.tle'), MICIUS);
    const args = ['calc', 'pass', '--tle', 'qss.tle', ...XINGLONG.slice(0, 2), ...times, '--json'];
    const { code, out, err } = await satqn(args);
    expect(code).toBe(0);
    expect(JSON.parse(out).passes.length).toBeGreaterThan(0);
    expect(err).toMatch(
      /^Warning: .*[Tt]he elements of .* more than 14 days .*41731: 23\.\d days.* or ask for a time near theirs\.\n$/,
    );
  });

  it('every notation gives the same passes', async () => {
    const message = {
      OBJECT_NAME: 'QSS',
      EPOCH: '2016-12-18T21:38:11.330592',
      MEAN_MOTION: 15.23915303,
      ECCENTRICITY: 0.00132,
      INCLINATION: 97.3699,
      RA_OF_ASC_NODE: 267.45,
      ARG_OF_PERICENTER: 178.5836,
      MEAN_ANOMALY: 246.0824,
      NORAD_CAT_ID: 270001,
      BSTAR: 0.000017957,
    };
    const entries = Object.entries(message);
    const texts = {
      'm.csv': `${Object.keys(message).join(',')}\n${Object.values(message).join(',')}\n`,
      'm.json': JSON.stringify([message]),
      'm.kvn': entries.map(([keyword, value]) => `${keyword} = ${value}`).join('\n'),
      'm.xml': `<ndm><omm>${entries.map(([keyword, value]) => `<${keyword}>${value}</${keyword}>`).join('')}</omm></ndm>`,
    };
    const answers = await Promise.all(
      Object.entries(texts).map(([name, text]) => {
        writeFileSync(path(name), text);
        return calculated('pass', '--elements', name, '--name', '270001', ...XINGLONG);
      }),
    );
    expect(answers[0].passes).toHaveLength(1);
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    writeFileSync(path('wide.csv'), Buffer.from(`\uFEFF${texts['m.csv']}`, 'utf16le'));
    expect(await calculated('pass', '--elements', 'wide.csv', ...XINGLONG)).toEqual(answers[0]);
  });

  it('says where propagation fails, and refuses elements for which it always does', async () => {
    writeFileSync(
      path('falling.tle'),
      '1 28872U 05037B   05333.02012661  .25992681  00000-0  24476-3 0  1534\n2 28872  96.4736 157.9986 0303955 244.0492 110.6523 16.46015938 10708\n',
    );
    const args = ['calc', 'pass', '--elements', 'falling.tle', ...XINGLONG.slice(0, 2), '--json'];
    const day = await satqn([...args, '--from', '2005-11-29T01:00:00Z', '--to', '2005-11-30T00:00:00Z']);
    const { passes, withoutPosition } = JSON.parse(day.out);
    expect(withoutPosition).toEqual([
      { from: expect.any(String), to: '2005-11-30T00:00:00.000Z', reason: 'below the ground' },
    ]);
    expect(day.err).toBe(
      `Warning: 28872: SGP4 gives no position from ${withoutPosition[0].from} to 2005-11-30T00:00:00.000Z (below the ground); passes there are not found. Use elements from those days.\n`,
    );
    for (const { set } of passes) expect(set <= withoutPosition[0].from).toBe(true);
    const later = await satqn([...args, '--from', '2005-12-10T00:00:00Z', '--to', '2005-12-11T00:00:00Z']);
    expect(later).toMatchObject({ code: 2, out: '' });
    expect(later.err).toMatch(/SGP4 gives no position of 28872 at any time in this interval \(eccentricity/);
  });

  it('finds the satellite by name, pattern or number, and ignores lines of others', async () => {
    const other = `OTHER\n${MICIUS}`;
    writeFileSync(path('two.tle'), `QSS (MOZI)\n${MICIUS}${other.replace('9993', '9994')}`);
    const named = await satqn(['calc', 'pass', '--tle', 'two.tle', '--name', 'qss*', ...XINGLONG]);
    expect(named.code).toBe(0);
    expect(named.err).toMatch(/^Warning: two\.tle: 1 element set cannot be read and is left out/);
    writeFileSync(path('two.tle'), `QSS (MOZI)\n${MICIUS}${other}`);
    const both = await satqn(['calc', 'pass', '--tle', 'two.tle', '--name', '41731', ...XINGLONG]);
    expect(both.err).toMatch(
      /2 satellites of two\.tle fit; one is needed\. Choose one with --name: QSS \(MOZI\), OTHER\./,
    );
  });
});
