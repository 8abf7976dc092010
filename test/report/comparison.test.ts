import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { comparisonText } from '../../src/report/comparison.ts';
import { drawComparison } from '../../src/report/comparison-figure.ts';
import { resultOf } from '../study/rows.ts';
import { comparison } from './comparison-fixture.ts';

describe('comparisonText', () => {
  it('is a table, bars and remarks', () => {
    expect(comparisonText(comparison, { color: false })).toBe(
      `
two cities: schemes on the same 30 catalogued paths

  scheme               pairs  / PS-EGR  Σ α y   at most       gap  fidelity    time  violation
 ──────────────────────────────────────────────────────────────────────────────────────────────
  PS-EGR              10,000     1.000  1,000  1,000.05  < 0.01 %    0.9512  12.3 s       3e-9
  SOS                  3,125     0.313  312.5     312.5       0 %    0.9600  0.50 s          0
  RRS            6,000 ± 291     0.600    600         –         –         –  1.00 s       2e-8
  NSS                      –         –      –         –         –         –  1.00 s          –
  overlay LP          11,050     1.105  1,105     1,105       0 %         –  1.00 s          0
  greedy               7,000     0.700    700         –         –         –  1.00 s          0
  LP relaxation            –         –      –     1,100         –         –       –          –

Delivered pairs
  LP relaxation  ╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌╌ 11,000
  PS-EGR         ██████████████████████████████████████████████████▋ 10,000
  SOS            ███████████████▉ 3,125
  RRS            ██████████████████████████████▍ 6,000
  overlay LP     ████████████████████████████████████████████████████████ 11,050
  greedy         ███████████████████████████████████▌ 7,000

  PS-EGR: milp gap < 0.01 % in 12.3 s; benders time limit, gap 2.1 % in 60.0 s.
  RRS: mean of n = 4 draws with its 95 % confidence interval; 1 missed a minimum rate.
  NSS: no plan found.
`.slice(1),
    );
  });

  it('says if a scheme is exempt from minimum rates that PS-EGR has to keep', () => {
    const spared = (scheme: string, exemptSlots: number) => ({
      ...comparison,
      results: comparison.results.map((result) =>
        result.scheme === scheme ? { ...result, exemptSlots } : result,
      ),
    });
    expect(comparisonText(spared('sos', 3), { color: false })).toContain(
      '  SOS: exempt from minimum rates in 3 more slots, where it has no path, so it may exceed PS-EGR.\n',
    );
    expect(comparisonText(spared('ps-egr', 3), { color: false })).not.toContain('exempt');
    // It has no plan that could lie above another.
    expect(comparisonText(spared('nss', 3), { color: false })).not.toContain('exempt');
    const alone = spared('sos', 1);
    const without = { ...alone, results: alone.results.filter(({ scheme }) => scheme !== 'ps-egr') };
    expect(comparisonText(without, { color: false })).toContain(
      '  SOS: exempt from minimum rates in 1 slot, where it has no path.\n',
    );
  });

  it('begins with what to check first', () => {
    const warnings = [
      { kind: 'altitude', where: 'satellites[0]', message: 'It is low.', hint: 'Raise it.' },
    ] as const;
    expect(comparisonText({ ...comparison, warnings }, { color: false })).toBe(
      `Check first\n  satellites[0]: It is low. Raise it.\n\n${comparisonText(comparison, { color: false })}`,
    );
  });

  it('colours only when asked to', () => {
    const ESCAPE = String.fromCharCode(27);
    expect(comparisonText(comparison, { color: false })).not.toContain(ESCAPE);
    expect(comparisonText(comparison, { color: true })).toContain(`${ESCAPE}[36m█`);
  });

  it('draws bars of Σ α y if weights differ, at most 80 columns wide', () => {
    const text = comparisonText({ ...comparison, pairsPerObjective: null }, { color: false });
    expect(text).toContain('Σ α y, summed over slots (pairs/s)\n  LP relaxation');
    const bars = text.split('\n').filter((line) => /[█╌]/.test(line));
    expect(bars.at(1)).toMatch(/^ {2}PS-EGR +█+.? 1,000$/);
    expect(Math.max(...bars.map((line) => line.length))).toBe(80);
  });

  it('warns of a plan that does not pass the check, and blanks control characters', () => {
    const results = [resultOf('ps-egr', 1000, { maxViolation: 2e-3 })];
    const scenario = { ...comparison.scenario, name: 'a\u001b[2Jb' };
    const text = comparisonText({ ...comparison, scenario, results }, { color: false });
    expect(text).toContain('PS-EGR: not verified; the plan breaks a constraint of the model. Do not use it.');
    expect(text).toContain('a [2Jb: schemes');
  });

  it('has no bars if there is no plan', () => {
    const nothing = { ...comparison, relaxationBound: null, results: [resultOf('nss', null)] };
    expect(comparisonText(nothing, { color: false })).not.toMatch(/[█╌]/);
  });
});

describe('drawComparison', () => {
  const { svg, title, caption } = drawComparison(comparison);
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]);

  it('has one bar per scheme, the interval of RRS and the bound', () => {
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(texts).toEqual(
      expect.arrayContaining([
        'PS-EGR',
        '10,000',
        'overlay LP',
        'total delivered (EPR pairs)',
        'LP relaxation (upper bound of PS-EGR)',
      ]),
    );
    expect(texts).not.toContain('NSS');
    // The bar of SOS is 3125/10000 as high as that of PS-EGR.
    const height = (color: string) =>
      Number(svg.match(new RegExp(`l0 ([\\d.]+)l[^"]*" fill="${color}"`))![1]);
    expect(height('#D55E00') / height('#0072B2')).toBeCloseTo(0.3125, 2);
    const strokes = svg.match(/stroke="currentColor" stroke-width="1.2"/g);
    expect(strokes).toHaveLength(3);
    expect(svg).toContain('stroke-dasharray="7,4"');
  });

  it('says what is drawn', () => {
    expect(title).toBe('Schemes compared: two cities');
    expect(caption).toBe(
      'All schemes choose among the same catalogued paths. RRS: mean of n = 4 draws with its 95 % confidence interval. No plan of PS-EGR lies above the dashed line.',
    );
  });
});
