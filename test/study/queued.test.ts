import { describe, expect, it } from 'vitest';
import { loadStudy, readStudyFile } from '../../src/node/study/study-file.ts';
import { parseDefinition, parsePoint } from '../../src/study/queued.ts';

const { definition } = await loadStudy(await readStudyFile('fig5'));
const travelled = (content: object) => JSON.parse(JSON.stringify(content));

describe('what travels to other machines', () => {
  it.each(['fig5', 'fig6', 'eurasia', 'memory', 'hybrid'])('is all that jobs of %s need', async (name) => {
    const { definition } = await loadStudy(await readStudyFile(name));
    expect(parseDefinition(travelled(definition))).toEqual(travelled(definition));
  });

  it('says how plans are simulated', () => {
    const simulation = { replications: 3, coherenceSeconds: 2, swapSuccess: null, relayBuffer: 7 };
    const simulated = { ...definition, simulation };
    expect(parseDefinition(travelled(simulated))).toEqual(travelled(simulated));
    expect(() => parseDefinition({ ...definition, simulation: { ...simulation, trace: '/etc' } })).toThrow();
  });

  it.each([
    ['a program', { ...definition, solver: '/bin/sh' }],
    [
      'a method that nobody knows',
      {
        ...definition,
        options: { ...definition.options, methods: [{ method: 'sh', timeLimitSeconds: 1 }] },
      },
    ],
    ['an option that nobody knows', { ...definition, options: { ...definition.options, out: '/etc' } }],
    ['a file that is no text', { ...definition, files: { a: { path: '/etc/passwd' } } }],
    ['a scheme that nobody knows', { ...definition, schemes: ['constructor'] }],
    ['no time limit at all', { ...definition, options: { ...definition.options, methods: [] } }],
    ['nothing', null],
  ])('is not %s', (_, content) => {
    expect(() => parseDefinition(content)).toThrow();
  });

  it('is points of the grid with seeds', () => {
    const point = { at: { pairs: 3, unit: 'x', on: true }, seed: 7 };
    expect(parsePoint(travelled(point))).toEqual(point);
    for (const wrong of [
      { ...point, seed: -1 },
      { ...point, at: { a: {} } },
      { ...point, run: 'x' },
      'point',
    ]) {
      expect(() => parsePoint(wrong)).toThrow();
    }
  });
});
