import { existsSync, readFileSync } from 'node:fs';
import { sgp4, twoline2satrec } from 'satellite.js';
import { describe, expect, it } from 'vitest';
import { parseTle } from '../../src/orbit/elements/tle.ts';
import { sgp4Orbit } from '../../src/orbit/orbit.ts';

const DATA = new URL('../../../shared/data/', import.meta.url);
const elementsFile = new URL('SGP4-VER.TLE', DATA);
const statesFile = new URL('tcppver.out', DATA);
const present = existsSync(elementsFile) && existsSync(statesFile);

/** Element sets (cut to their 69 columns) with the states that the reference program prints. */
function cases() {
  const lines = readFileSync(elementsFile, 'utf8')
    .split(/\r?\n/)
    .filter((line) => /^[12] /.test(line))
    .map((line) => line.slice(0, 69));
  const blocks: { satellite: string; states: number[][] }[] = [];
  for (const line of readFileSync(statesFile, 'utf8').split(/\r?\n/)) {
    if (line.includes('xx')) blocks.push({ satellite: line.trim().split(' ')[0]!, states: [] });
    else if (line.trim()) blocks.at(-1)!.states.push(line.trim().split(/\s+/).slice(0, 4).map(Number));
  }
  return blocks.map((block, index) => ({ ...block, lines: lines.slice(2 * index, 2 * index + 2) }));
}

describe.skipIf(!present)('SGP4 against the verification states (skipped without ../shared/data)', () => {
  it('reproduces every printed position to 1e-6 km', () => {
    let compared = 0;
    for (const { satellite, states, lines } of cases()) {
      const record = twoline2satrec(lines[0]!, lines[1]!);
      const orbit = sgp4Orbit(twoline2satrec(lines[0]!, lines[1]!));
      for (const [minutes, x, y, z] of states as [number, number, number, number][]) {
        // Satellite 33334 has no mean motion to speak of; the reference prints an empty state.
        if (satellite === '33334') continue;
        const at = new Float64Array(3);
        orbit.teme(orbit.elementEpochsMs[0]! + minutes * 60_000, at, 0);
        expect(Math.hypot(at[0]! - x, at[1]! - y, at[2]! - z), `${satellite} at ${minutes}`).toBeLessThan(
          1e-6,
        );
        expect(sgp4(record, minutes)!.position.x).toBeCloseTo(x, 6);
        compared += 1;
      }
    }
    expect(compared).toBe(666);
  });

  it('accepts all its lines but those of the made-up satellites, whose checksums are wrong', () => {
    const refused = cases().flatMap(({ satellite, lines }) => {
      const { faults } = parseTle(lines.join('\n'), { path: 'tle', file: 'SGP4-VER.TLE' });
      return faults.length > 0 ? [satellite] : [];
    });
    expect(refused).toEqual(['33333', '33334', '33335']);
  });

  it('has no position where a satellite has decayed', () => {
    const { lines } = cases().find(({ satellite }) => satellite === '28872')!;
    const orbit = sgp4Orbit(twoline2satrec(lines[0]!, lines[1]!));
    const at = new Float64Array(3);
    orbit.teme(orbit.elementEpochsMs[0]! + 30 * 86_400_000, at, 0);
    expect([...at]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});

describe.skipIf(!existsSync(new URL('tle-2023-08-22.txt', DATA)))(
  'a catalogue (skipped without ../shared/data)',
  () => {
    it('is read in full', () => {
      const text = readFileSync(new URL('tle-2023-08-22.txt', DATA), 'utf8');
      const { sets, faults } = parseTle(text, { path: 'tle', file: 'tle-2023-08-22.txt' });
      expect(faults).toEqual([]);
      expect(sets).toHaveLength(text.split('\n').filter((line) => line.startsWith('1 ')).length);
      expect(sets[0]).toMatchObject({ name: 'QSS (MOZI)', catalogueNumber: 41731 });
    });
  },
);
