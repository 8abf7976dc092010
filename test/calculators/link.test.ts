import { describe, expect, it } from 'vitest';
import { formatIssue, type InputError } from '../../src/base/errors.ts';
import { calculateLink } from '../../src/calculators/link-answer.ts';
import type { LinkQuestion } from '../../src/calculators/link-question.ts';

const errors = (question: unknown): string[] => {
  try {
    calculateLink(question as LinkQuestion);
    return [];
  } catch (error) {
    return (error as InputError).issues.map(formatIssue);
  }
};

describe('a question about a link', () => {
  it.each([
    [{ altitudeKm: Number.POSITIVE_INFINITY }, /^altitudeKm: .*an infinite number/],
    [{ altitudeKm: Number.NaN }, /^altitudeKm: .*NaN/],
    [{ altitudeKm: -500 }, /^altitudeKm: must be > 0; found -500\./],
    [{ altitudeKm: '500' }, /^altitudeKm: must be a number; found the text '500'/],
    [{ lengthKm: 1e300 }, /^lengthKm: must be <= 1000000000/],
    [{ elevationDeg: 91 }, /^elevationDeg: must be <= 90; found 91\. Degrees above the horizon/],
    [{ opticsEfficiency: 0 }, /^opticsEfficiency: must be > 0/],
    [{ zenithFadeDb: -1 }, /^zenithFadeDb: must be >= 0/],
    [{ direction: 'upwards' }, /^direction: must be one of down, up; found the text 'upwards'/],
    [{ day: 'yes' }, /^day: must be true or false/],
    [{ class: 'S2X' }, /^class: must be one of S2S, .*'S2X'/],
    [{ class: undefined }, /^class: is missing\./],
    [{ altitude: 500 }, /^altitude: unknown key 'altitude'\. .*altitudeKm/],
    [
      { class: 'G2G', lengthKm: 50, waistCm: 3 },
      /^waistCm: A link of class G2G is a fibre, and waistCm applies only to links through air or space\. Leave --waist-cm out/,
    ],
    [
      { class: 'S2S', lengthKm: 50, elevationDeg: 30 },
      /^elevationDeg: .* no air.* Leave --elevation-deg out/,
    ],
    [{ class: 'G2G', lengthKm: 50, day: true }, /^day: .* Leave --day out/],
    [{ class: 'G2G' }, /^lengthKm: A link of class G2G needs a length\./],
    [{ class: 'S2A', altitudeKm: 15 }, /^altitudeKm: A satellite 15 km high is not above/],
  ])('with %o is refused', (wrong, says) => {
    expect(errors({ class: 'S2G', ...wrong })).toEqual([expect.stringMatching(says)]);
  });

  it('is refused with all mistakes together', () => {
    const wrong = { class: 'S2S', jitterUrad: Number.NaN, sourceMhz: 0, direction: 'left' };
    expect(errors(wrong).map((error) => error.split(':')[0])).toEqual([
      'jitterUrad',
      'sourceMhz',
      'direction',
      'lengthKm',
    ]);
    expect(errors(undefined)).toHaveLength(1);
    expect(errors(null)).toHaveLength(1);
  });

  it('gains nothing from the air where one end of a level link is lower than usual', () => {
    const low = calculateLink({ class: 'S2S', altitudeKm: 30, lengthKm: 500 });
    expect(low.lossDb.atmosphere).toBeGreaterThan(0);
  });

  it('may have undefined keys, and gets finite numbers even at the ends of the ranges', () => {
    expect(errors({ class: 'S2G', altitudeKm: undefined, day: undefined })).toEqual([]);
    for (const question of [
      { class: 'S2G', altitudeKm: 1e9 },
      { class: 'S2G', elevationDeg: 0 },
      { class: 'S2S', lengthKm: 1e-9 },
    ] as const) {
      const { rangeKm, rate, fidelity, lossDb } = calculateLink(question);
      expect([rangeKm, rate, fidelity, lossDb.total].every(Number.isFinite), JSON.stringify(question)).toBe(
        true,
      );
    }
  });
});
