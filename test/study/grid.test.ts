import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generatePaper } from '../../src/scenario/generate-paper.ts';
import { definitionHash, jobId, studyHash } from '../../src/study/definition.ts';
import { parseField } from '../../src/study/fields.ts';
import { jobCount, pointsOf, pointText, seedsFor } from '../../src/study/grid.ts';
import { scenarioAt } from '../../src/study/instance.ts';
import { parseStudy } from '../../src/study/parse.ts';
import type { GridAxis, Study } from '../../src/study/study.ts';

const axis = (name: string, values: GridAxis['values'], ...fields: string[]): GridAxis => ({
  name,
  label: name,
  unit: '',
  values,
  fields: fields.map((field) => parseField(field)!),
});

describe('the grid', () => {
  it('yields every point with the first seed, then with the next; the last axis runs fastest', () => {
    const grid = { axes: [axis('a', [1, 2]), axis('b', ['x', 'y'])], seeds: [7, 8] };
    expect([...pointsOf(grid)].map(pointText)).toEqual([
      'a = 1, b = x, seed 7',
      'a = 1, b = y, seed 7',
      'a = 2, b = x, seed 7',
      'a = 2, b = y, seed 7',
      'a = 1, b = x, seed 8',
      'a = 1, b = y, seed 8',
      'a = 2, b = x, seed 8',
      'a = 2, b = y, seed 8',
    ]);
  });

  it('stores none of its points: the first of 10¹⁸ are there at once', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i);
    const axes = ['a', 'b', 'c', 'd', 'e'].map((name) => axis(name, many));
    const grid = { axes, seeds: many };
    expect(jobCount(grid)).toBe(1e18);
    expect(pointText(pointsOf(grid).next().value!)).toBe('a = 0, b = 0, c = 0, d = 0, e = 0, seed 0');
  });

  it('has as many points as counted, each with an id of its own (seed 31)', () => {
    const values = fc.uniqueArray(fc.oneof(fc.integer(), fc.string(), fc.boolean()), {
      minLength: 1,
      maxLength: 4,
    });
    const seeds = fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(values, { maxLength: 3 }), seeds, (lists, chosen) => {
        const axes = lists.map((list, i) => axis(`a${i}`, list));
        const ids = [...pointsOf({ axes, seeds: chosen })].map((point) => jobId('hash', axes, point));
        expect(new Set(ids).size).toBe(jobCount({ axes, seeds: chosen }));
        expect(ids.length).toBe(jobCount({ axes, seeds: chosen }));
      }),
      { seed: 31 },
    );
  });

  it('continues after the largest seed if more are needed', () => {
    expect(seedsFor([1, 2, 3], 2)).toEqual([1, 2]);
    expect(seedsFor([1, 2, 3], 5)).toEqual([1, 2, 3, 4, 5]);
    expect(seedsFor([5, 2], 4)).toEqual([5, 2, 6, 7]);
  });
});

describe('an instance', () => {
  const settings = { slots: 1, paths: 1, virtualPaths: 0 };
  const base = { kind: 'generator', settings } as const;

  it('of the generator has its settings, its seed and fields of the scenario', () => {
    const axes = [
      axis('b', [5], 'generator.storageCapacity'),
      axis('f', [0.8], 'demands[*].fidelityTarget', 'gates.swapSuccess'),
      axis('s', ['x'], 'nodes[1].id'),
    ];
    const scenario = scenarioAt(base, axes.slice(0, 2), { at: { b: 5, f: 0.8 }, seed: 9 });
    expect(scenario.seed).toBe(9);
    expect(scenario.links).toEqual(generatePaper({ ...settings, seed: 9 }).links);
    expect(scenario.storage.kinds).toEqual({ satellite: 5, aerial: 5 });
    expect(scenario.demands.map(({ fidelityTarget }) => fidelityTarget)).toEqual([0.8, 0.8, 0.8]);
    expect(scenario.gates.swapSuccess).toBe(0.8);
    expect(() => scenarioAt(base, axes, { at: { b: 5, f: 0.8, s: 'x' }, seed: 9 })).toThrow('sat2');
  });

  it('of a scenario is the document with the values in place', () => {
    const document = { ...generatePaper(settings), storage: { nodes: [{ node: 'sat1', capacity: 1 }] } };
    const axes = [
      axis('c', [7], 'storage.nodes[*].capacity'),
      axis('p', ['bbpssw'], 'purification.protocol'),
    ];
    const at = { c: 7, p: 'bbpssw' };
    const scenario = scenarioAt({ kind: 'scenario', document }, axes, { at, seed: 3 });
    expect(scenario.storage.nodes).toEqual([{ node: 'sat1', capacity: 7 }]);
    expect(scenario.purification.protocol).toBe('bbpssw');
    expect(scenario.seed).toBe(3);
    expect(document.storage.nodes[0]!.capacity).toBe(1);
  });
});

describe('the id of a job', () => {
  const { study } = parseStudy(
    'satqnStudy: 1\nname: s\nbase: {generator: {}}\naxes: [{name: k, fields: [generator.pairs], values: [1, 2]}]',
  );
  const hashesOf = async ({ axes, schemes, options, ...rest }: Study, version = '1') => {
    const base = {
      kind: 'generator',
      settings: rest.base.kind === 'generator' ? rest.base.settings : {},
    } as const;
    return {
      study: await studyHash({ ...rest, axes, schemes, options }),
      job: await definitionHash({ base, axes, schemes, options, files: {} }, version),
    };
  };

  it.each<[string, Partial<Study>, { study: boolean; job: boolean }]>([
    ['other values', { axes: [{ ...study.axes[0]!, values: [3] }] }, { study: true, job: true }],
    ['more seeds, another title', { seeds: [1, 2], title: 'x' }, { study: true, job: true }],
    ['other schemes', { schemes: ['nss'] }, { study: true, job: false }],
    ['another gap', { options: { ...study.options, gap: 0.5 } }, { study: true, job: false }],
    ['another base', { base: { kind: 'generator', settings: { slots: 2 } } }, { study: false, job: false }],
    ['another field', { axes: [axis('k', [1, 2], 'generator.slots')] }, { study: false, job: false }],
  ])('is the same with %s or not: %s %s', async (_, change, same) => {
    const [before, after] = [await hashesOf(study), await hashesOf({ ...study, ...change })];
    expect({ study: before.study === after.study, job: before.job === after.job }).toEqual(same);
  });

  it('differs for another version of the program', async () => {
    expect((await hashesOf(study, '2')).job).not.toBe((await hashesOf(study, '1')).job);
  });
});
