import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import type { SchemeName } from '../../src/domain/schemes/schemes.ts';
import type { Estimate, StudyAxis, StudyFigure, SummaryRow } from '../../src/domain/study.ts';
import { drawStudyFigure } from '../../src/report/study-figure.ts';
import { memory } from '../study/rows.ts';

const reading: StudyAxis = {
  name: 'capacityUnit',
  label: 'capacity C',
  unit: '',
  values: ['slot', 'second'],
};
const figure: StudyFigure = {
  name: 'fig5',
  title: 'Pairs against memory',
  x: 'storageCapacity',
  measure: 'totalPairs',
  series: 'scheme',
  panel: 'capacityUnit',
  schemes: null,
};
const point = (
  storageCapacity: number,
  capacityUnit: string,
  scheme: SchemeName,
  estimate: Estimate,
): SummaryRow => ({
  at: { storageCapacity, capacityUnit },
  scheme,
  measure: 'totalPairs',
  estimate,
  missing: 0,
  paired: null,
});
/** PS-EGR and SOS at three capacities in two readings; SOS is missing at one point. */
const points = (factor: number): SummaryRow[] =>
  [500, 1000, 1500].flatMap((capacity) =>
    ['slot', 'second'].flatMap((unit) => {
      const scale = unit === 'slot' ? 1 : factor;
      const best = point(capacity, unit, 'ps-egr', {
        n: 30,
        mean: scale * 3 * capacity,
        halfWidth: scale * 100,
      });
      const sos = point(capacity, unit, 'sos', { n: 29, mean: scale * capacity, halfWidth: null });
      return capacity === 1000 && unit === 'slot' ? [best] : [best, sos];
    }),
  );

/** The letters of a picture. */
const textsOf = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1]!);
const BLUE = '#0072B2';
const VERMILION = '#D55E00';
/** Bars with caps: the straight strokes of a colour that are as wide as those of bars. */
const strokesOf = (svg: string, color: string) =>
  [...svg.matchAll(/<path d="M[\d.]+ [\d.]+L[\d.]+ [\d.]+"[^>]*>/g)].filter(
    ([path]) => path.includes(`stroke="${color}"`) && path.includes('stroke-width="1.2"'),
  ).length;

describe('drawStudyFigure', () => {
  const drawing = drawStudyFigure(figure, [memory, reading], points(1));

  it('has axes with units, a legend, panels by value and ticks at the values', () => {
    expect(XMLValidator.validate(drawing.svg)).toBe(true);
    const texts = textsOf(drawing.svg);
    expect(texts).toEqual(
      expect.arrayContaining(['PS-EGR', 'SOS', 'capacity C: slot', 'capacity C: second']),
    );
    expect(texts.filter((text) => text === 'total delivered (EPR pairs)')).toHaveLength(1);
    // B_m is set with a low m: three pieces under each panel.
    for (const piece of ['storage capacity B', 'm', ' (pairs)', '500', '1,500']) {
      expect(texts.filter((text) => text.trim() === piece.trim()).length, piece).toBeGreaterThanOrEqual(2);
    }
  });

  it('has a bar with two caps for an interval', () => {
    expect(strokesOf(drawing.svg, BLUE)).toBe(3 * 6);
    expect(strokesOf(drawing.svg, VERMILION)).toBe(0);
  });

  it('says what is drawn', () => {
    expect(drawing.title).toBe('Pairs against memory');
    expect(drawing.caption).toBe(
      'Mean over n = 29 to 30 instances a point. Bars are 95 % confidence intervals of the mean (Student’s t). Points are set slightly apart along x, so that bars do not hide each other.',
    );
  });

  it('gives panels of very different size their own scales in one unit', () => {
    const { svg, caption } = drawStudyFigure(figure, [memory, reading], points(20));
    expect(caption).toContain('Each panel has its own scale.');
    const texts = textsOf(svg);
    expect(texts).toContain('total delivered (10³ EPR pairs)');
    // Up to 4,600 pairs at the left, 92,000 at the right.
    expect(texts).toEqual(expect.arrayContaining(['5', '100']));
  });

  it('shows the first value of what it does not name, and says so', () => {
    const alone = drawStudyFigure({ ...figure, panel: null }, [memory, reading], points(20));
    expect(alone.caption).toMatch(/^slot\. Mean over/);
    const byReading = drawStudyFigure(
      { ...figure, series: 'capacityUnit', panel: null },
      [memory, reading],
      points(2),
    );
    expect(byReading.caption).toMatch(/^PS-EGR\. Mean over n = 30 /);
    expect(textsOf(byReading.svg)).toEqual(expect.arrayContaining(['slot', 'second']));
  });

  it('shows only the schemes that it names', () => {
    const { svg } = drawStudyFigure({ ...figure, schemes: ['ps-egr', 'rrs'] }, [memory, reading], points(2));
    const texts = textsOf(svg);
    expect(texts).toContain('PS-EGR');
    expect(texts).not.toContain('SOS');
  });

  it('accepts words along x, including schemes', () => {
    const { svg } = drawStudyFigure(
      { ...figure, x: 'capacityUnit', series: 'storageCapacity', panel: 'scheme' },
      [memory, reading],
      points(2),
    );
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['slot', 'second', '500 pairs', 'PS-EGR', 'SOS']));
  });

  it('is the ink of the page unless told', () => {
    expect(drawing.svg).toContain('currentColor');
    const black = drawStudyFigure(figure, [memory, reading], points(1), { ink: '#222222' });
    expect(black.svg).toBe(drawing.svg.replaceAll('currentColor', '#222222'));
  });

  it('fits into a column', () => {
    const { svg } = drawStudyFigure(figure, [memory, reading], points(1), { width: 372 });
    expect(svg).toContain('width="372"');
    // Panels stand below each other, each with its value axis named.
    expect(textsOf(svg).filter((text) => text === 'total delivered (EPR pairs)')).toHaveLength(2);
  });

  it('draws a study without values as empty axes', () => {
    const { svg, caption } = drawStudyFigure(figure, [memory, reading], []);
    expect(caption).toBe('No values.');
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('refuses an axis that the study does not have', () => {
    expect(() => drawStudyFigure({ ...figure, x: 'pairs' }, [memory, reading], [])).toThrow(
      'The study of the figure fig5 has no axis pairs.',
    );
  });
});
