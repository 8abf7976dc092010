import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { formatScenario } from '../../src/scenario/format.ts';
import { generatePaper, type PaperOptions } from '../../src/scenario/generate-paper.ts';
import { parseScenario } from '../../src/scenario/parse.ts';

/** Links by the first letters of their ends: `ss`, `sh`, `sc`, `hh`, `hc`, `cc`. */
function linksOf(options: PaperOptions) {
  const groups: Record<string, string[]> = { ss: [], sh: [], sc: [], hh: [], hc: [], cc: [] };
  for (const { ends } of generatePaper(options).links!)
    groups[ends[0][0]! + ends[1][0]!]!.push(ends.join('~'));
  return groups;
}
const counts = (options: PaperOptions) =>
  Object.fromEntries(Object.entries(linksOf(options)).map(([group, links]) => [group, links.length]));

describe('generatePaper', () => {
  it('has the sizes and settings of the paper by default', () => {
    const scenario = parseScenario(formatScenario(generatePaper()));
    expect(scenario.horizon).toEqual({ slots: 10, slotSeconds: 20 });
    expect(scenario.capacityUnit).toBe('pairs-per-slot');
    expect(scenario.storage.kinds).toEqual({ satellite: 1500, aerial: 1500 });
    expect(scenario.demands.map(({ id, fidelityTarget }) => [id, fidelityTarget])).toEqual([
      ['c1-1~c2-1', 0.9],
      ['c1-2~c2-2', 0.9],
      ['c1-3~c2-3', 0.9],
    ]);
    const kinds = scenario.nodes.map((node) => node.kind);
    expect(['satellite', 'aerial', 'ground'].map((kind) => kinds.filter((k) => k === kind).length)).toEqual([
      2, 2, 12,
    ]);
    const { cc, ...fixed } = counts({});
    expect(fixed).toEqual({ ss: 1, hh: 1, sh: 4, sc: 24, hc: 12 });
    // Two rings of 6, and each of 2·9 other pairs with probability 0.2.
    expect(cc).toBeGreaterThanOrEqual(12);
    expect(cc).toBeLessThanOrEqual(30);
  });

  it('draws from the stated ranges, each end of which is nearly reached', () => {
    const { links } = generatePaper({ slots: 200 });
    const ground = (end: string) => end.startsWith('c');
    for (const [isGround, least, most] of [
      [true, 400, 1600],
      [false, 200, 1400],
    ] as const) {
      const values = links!
        .filter(({ ends }) => ends.every(ground) === isGround)
        .flatMap((link) => link.capacity as number[]);
      expect(Math.min(...values)).toBeGreaterThanOrEqual(least);
      expect(Math.max(...values)).toBeLessThan(most);
      expect(Math.min(...values)).toBeLessThan(least + 12);
      expect(Math.max(...values)).toBeGreaterThan(most - 12);
    }
    for (const { fidelity } of links!) {
      expect(fidelity).toBeGreaterThanOrEqual(0.96);
      expect(fidelity).toBeLessThan(0.99);
    }
  });

  it('serves the cities by turns of the platforms', () => {
    const { hc } = linksOf({ haps: 3, stations: 4 });
    expect(hc).toEqual(['hap1~c1-1', 'hap1~c1-2', 'hap2~c2-1', 'hap2~c2-2', 'hap3~c1-1', 'hap3~c1-2']);
  });

  it('joins all pairs up to the thresholds', () => {
    expect(counts({ satellites: 4, haps: 2, stations: 6 })).toMatchObject({
      ss: 6,
      hh: 1,
      sh: 8,
      hc: 6,
      cc: 6,
    });
    expect(counts({ satellites: 2, haps: 4, stations: 6 })).toMatchObject({ ss: 1, hh: 6, sh: 8, sc: 12 });
    expect(counts({ satellites: 0, haps: 0, stations: 2, pairs: 1 })).toEqual({
      ss: 0,
      hh: 0,
      sh: 0,
      sc: 0,
      hc: 0,
      cc: 0,
    });
  });

  it('makes a ring of satellites, a chain of platforms and rings of stations beyond', () => {
    const { ss, hh, cc } = linksOf({ satellites: 5, haps: 5, stations: 8 });
    expect(ss).toEqual(['sat1~sat2', 'sat2~sat3', 'sat3~sat4', 'sat4~sat5', 'sat5~sat1']);
    expect(hh).toEqual(['hap1~hap2', 'hap2~hap3', 'hap3~hap4', 'hap4~hap5']);
    expect(cc).toEqual(
      expect.arrayContaining(['c1-1~c1-2', 'c1-2~c1-3', 'c1-3~c1-4', 'c1-4~c1-1', 'c2-4~c2-1']),
    );
  });

  it('draws the other links with their probabilities', () => {
    const { sh, sc, cc } = counts({ satellites: 20, haps: 20, stations: 80, pairs: 1, slots: 1 });
    // Binomial means 400/2, 1600·2.5/20 and 80 + 2·740·0.2, within four standard deviations.
    expect(Math.abs(sh! - 200)).toBeLessThan(40);
    expect(Math.abs(sc! - 200)).toBeLessThan(54);
    expect(Math.abs(cc! - 376)).toBeLessThan(62);
  });

  it('shifts the partner in each further round of demands', () => {
    const ends = generatePaper({ stations: 6, pairs: 9 }).demands.map((d) => `${d.source} ${d.destination}`);
    expect(ends.slice(2, 5)).toEqual(['c1-3 c2-3', 'c1-1 c2-2', 'c1-2 c2-3']);
    expect(ends.at(-1)).toBe('c1-3 c2-2');
    expect(new Set(ends).size).toBe(9);
  });

  it('changes nothing else with K, B_m, limits, target and unit, and only appends with slots (seed 11)', () => {
    const changed = fc.record({
      pairs: fc.integer({ min: 1, max: 9 }),
      storageCapacity: fc.integer({ min: 0, max: 5000 }),
      paths: fc.nat({ max: 9 }),
      subPaths: fc.nat({ max: 9 }),
      fidelityTarget: fc.constantFrom(0.8, 0.95),
      capacityUnit: fc.constantFrom('pairs-per-slot' as const, 'pairs-per-second' as const),
      slots: fc.integer({ min: 4, max: 9 }),
    });
    const size = { seed: 5, stations: 8, satellites: 3, contactProbability: 0.7 };
    const base = generatePaper({ ...size, slots: 4 });
    fc.assert(
      fc.property(changed, (options) => {
        const other = generatePaper({ ...size, ...options });
        expect(other.nodes).toEqual(base.nodes);
        expect(
          other.links!.map((link) => ({ ...link, capacity: (link.capacity as number[]).slice(0, 4) })),
        ).toEqual(base.links);
        const ends = (scenario: typeof base) => scenario.demands.map((d) => [d.source, d.destination]);
        const common = Math.min(ends(other).length, 3);
        expect(ends(other).slice(0, common)).toEqual(ends(base).slice(0, common));
      }),
      { seed: 11, numRuns: 30 },
    );
  });

  it('is the same for the same seed and differs between seeds', () => {
    expect(generatePaper({ seed: 4 })).toEqual(generatePaper({ seed: 4 }));
    expect(generatePaper({ seed: 4 }).links![0]!.capacity).not.toEqual(
      generatePaper({ seed: 5 }).links![0]!.capacity,
    );
  });

  it('draws lengths and efficiencies on streams of their own, and only if asked (seed 3)', () => {
    const plain = generatePaper({ seed: 3, contactProbability: 0.5 });
    const long = generatePaper({ seed: 3, contactProbability: 0.5, lengths: true });
    const without = long.links!.map(({ lengthKm, efficiency, medium, ...link }) => link);
    expect({ ...long, links: without }).toEqual(plain);
    for (const { ends, lengthKm, efficiency, medium } of long.links!) {
      const isOnGround = ends.every((end) => end.startsWith('c'));
      expect(medium).toBe(isOnGround ? 'fibre' : undefined);
      expect(lengthKm).toBeLessThan(isOnGround ? 50 : 4000);
      expect(efficiency).toBeGreaterThanOrEqual(1e-3);
      expect(efficiency).toBeLessThan(1e-2);
    }
    expect(new Set(long.links!.map(({ lengthKm }) => lengthKm)).size).toBe(long.links!.length);
  });

  it('interrupts only the contacts of satellites', () => {
    const { links } = generatePaper({ contactProbability: 0.6, slots: 100 });
    const lost = (group: (ends: readonly string[]) => boolean) => {
      const values = links!.filter((link) => group(link.ends)).flatMap((link) => link.capacity as number[]);
      return values.filter((value) => value === 0).length / values.length;
    };
    expect(lost(([a, b]) => a!.startsWith('sat') && !b!.startsWith('sat'))).toBeCloseTo(0.4, 1);
    expect(lost(([a, b]) => !a!.startsWith('sat') || b!.startsWith('sat'))).toBe(0);
  });

  it.each([
    [{ stations: 5 }, 'stations: must be a multiple of 2; found 5.'],
    [{ pairs: 37 }, 'pairs: there are not that many pairs of stations in the two cities; found 37.'],
    [{ slots: 0 }, 'slots: must be > 0; found 0.'],
    [{ contactProbability: 2 }, 'contactProbability: must be <= 1; found 2.'],
    [{ seeds: 2 }, "seeds: unknown key 'seeds'. Did you mean 'seed'?"],
  ])('refuses %o', (options, message) => {
    expect(() => generatePaper(options as PaperOptions)).toThrow(InputError);
    expect(() => generatePaper(options as PaperOptions)).toThrow(message);
  });

  it('examples/paper.yaml is that of seed 1 (satqn generate paper --seed 1)', () => {
    const file = new URL('../../examples/paper.yaml', import.meta.url);
    expect(readFileSync(file, 'utf8')).toBe(
      formatScenario(generatePaper({ seed: 1 }), '../schema/scenario.schema.json'),
    );
  });
});
