import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatGap,
  formatNumber,
  formatPairs,
  formatRate,
  formatSeconds,
  formatShare,
  formatSpan,
  slotRanges,
} from '../../src/report/numbers.ts';

describe('numbers', () => {
  it.each<[number | null, string]>([
    [null, '–'],
    [Number.POSITIVE_INFINITY, '–'],
    [0, '0'],
    [1500, '1,500'],
    [1234567, '1,234,567'],
    [25693.4, '25,693'],
    [404.5, '404.5'],
    [0.83, '0.83'],
    [0.0212999, '0.0213'],
    [-1234.56, '-1,235'],
    [3e-7, '3 × 10⁻⁷'],
    [1.66923e-5, '1.669 × 10⁻⁵'],
    [1.5e15, '1.5 × 10¹⁵'],
  ])('%s is written %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('keep as many digits as requested', () => {
    expect(formatNumber(5687.8612, 6)).toBe('5,687.86');
    expect(formatPairs(1234.5)).toBe('1,235');
    expect(formatRate(1234.5)).toBe('1,234.50');
  });

  it.each<[number | null, string]>([
    [null, 'unknown'],
    [0, '0 %'],
    [3e-7, '< 0.01 %'],
    [0.01215, '1.2 %'],
    [0.345, '35 %'],
  ])('a gap of %s is %s', (gap, text) => {
    expect(formatGap(gap)).toBe(text);
  });

  it('shares do not round to none or all', () => {
    expect([0, 0.004, 0.35, 0.996, 1].map(formatShare)).toEqual(['0', '<1', '35', '>99', '100']);
  });

  it('seconds become minutes and hours', () => {
    expect([0.001, 60, 200, 1440, 9000].map(formatSpan)).toEqual([
      '0.001 s',
      '60 s',
      '3.3 min',
      '24 min',
      '2.5 h',
    ]);
    expect([0.125, 60.03, 150, 9000].map(formatSeconds)).toEqual(['0.13 s', '60.0 s', '2.5 min', '2.5 h']);
  });
});

describe('slotRanges', () => {
  it('counts from 1 and joins neighbours', () => {
    expect(slotRanges([0, 1, 2, 6])).toBe('1–3, 7');
    expect(slotRanges([])).toBe('');
  });

  it('names every slot and no other (seed 5)', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(60)), (slots) => {
        const sorted = [...slots].sort((a, b) => a - b);
        const read = slotRanges(sorted)
          .split(', ')
          .filter(Boolean)
          .flatMap((range) => {
            const [from, to] = range.split('–').map(Number);
            return Array.from({ length: (to ?? from!) - from! + 1 }, (_, index) => from! + index - 1);
          });
        expect(read).toEqual(sorted);
      }),
      { seed: 5 },
    );
  });
});
