import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { editDistance } from '../../src/scenario/nearest.ts';
import { parseScenario } from '../../src/scenario/parse.ts';
import { EXPLICIT, PHYSICAL } from './samples.ts';

/** Parses, or throws an InputError with a message and a place for every issue. */
function behaves(text: string): void {
  try {
    parseScenario(text);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.issues.length).toBeGreaterThan(0);
    const lines = text.split('\n').length;
    for (const issue of error.issues) {
      expect(issue.message).not.toMatch(/undefined|\[object|Invalid input/);
      if (issue.line !== undefined) expect(issue.line).toBeLessThanOrEqual(lines);
    }
  }
}

const sample = fc.constantFrom(EXPLICIT, PHYSICAL);
const token = fc.constantFrom(
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '\n',
    '  ',
    '- ',
    '&a ',
    '*a',
    '!!set ',
    '!!binary ',
    '? ',
    '%YAML 1.1\n---\n',
  ],
  ...[
    '.nan',
    '.inf',
    '-1',
    '1e999',
    'null',
    'true',
    '""',
    '__proto__: {}',
    'constructor',
    '<<: ',
    '|',
    '>',
    '\t',
    '\0',
    '\uD800',
  ],
);

it('fails only with an InputError on mutated scenarios (seed 7)', () => {
  const cut = fc.record({
    at: fc.nat({ max: 1500 }),
    length: fc.nat({ max: 12 }),
    insert: fc.oneof(token, fc.string({ maxLength: 6 })),
  });
  fc.assert(
    fc.property(sample, fc.array(cut, { minLength: 1, maxLength: 4 }), (text, cuts) => {
      behaves(
        cuts.reduce<string>(
          (t, { at, length, insert }) => t.slice(0, at) + insert + t.slice(at + length),
          text,
        ),
      );
    }),
    { seed: 7, numRuns: 250 },
  );
});

it('fails only with an InputError on scenarios with any values anywhere (seed 8)', () => {
  fc.assert(
    fc.property(
      sample,
      fc.array(fc.tuple(fc.nat(), fc.jsonValue()), { minLength: 1, maxLength: 5 }),
      (text, changes) => {
        const value = JSON.parse(JSON.stringify(parseScenario(text)));
        for (const [which, change] of changes) {
          const places = leaves(value);
          const [parent, key] = places[which % places.length]!;
          parent[key] = change;
        }
        behaves(JSON.stringify(value));
      },
    ),
    { seed: 8, numRuns: 150 },
  );
});

it('fails only with an InputError on any text (seed 9)', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(token, fc.string()), { maxLength: 30 }), (parts) =>
      behaves(parts.join('')),
    ),
    {
      seed: 9,
      numRuns: 150,
    },
  );
});

it('the edit distance agrees with edits (seed 10)', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
      expect(editDistance(a, `${a}x`)).toBe(1);
    }),
    { seed: 10 },
  );
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('slot', 'solt')).toBe(1);
});

type Place = [Record<string, unknown>, string];
function leaves(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key): Place[] => [
    [value as Record<string, unknown>, key],
    ...leaves((value as Record<string, unknown>)[key]),
  ]);
}
