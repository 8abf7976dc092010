import { expect, it } from 'vitest';
import { formatIssue, type InputError } from '../../src/base/errors.ts';
import { importNetwork } from '../../src/exchange/import-network.ts';
import type { ImportOptions } from '../../src/exchange/importers/importer.ts';

const TABLE = 'source,destination\na,b\n';
const errors = (options: unknown, text: unknown = TABLE): string[] => {
  try {
    importNetwork(text as string, options as ImportOptions);
    return [];
  } catch (error) {
    return (error as InputError).issues.map(formatIssue);
  }
};

it.each([
  [{ capacity: Number.POSITIVE_INFINITY }, /^options\.capacity: .*an infinite number/],
  [{ capacity: Number.NaN }, /^options\.capacity: .*NaN/],
  [{ capacity: -1 }, /^options\.capacity: must be >= 0; found -1\./],
  [{ fidelity: 0 }, /^options\.fidelity: must be > 0/],
  [{ fidelity: 1.01 }, /^options\.fidelity: must be <= 1; found 1.01\. A fidelity/],
  [{ format: 'dot' }, /^options\.format: must be one of graphml, gml, .*found the text 'dot'/],
  [{ fileName: 7 }, /^options\.fileName: must be/],
  [{ filename: 'a.csv' }, /^options\.filename: unknown key 'filename'\. .*fileName/],
  [null, /^options: must be/],
])('options %o are refused', (wrong, says) => {
  expect(errors(wrong)).toEqual([expect.stringMatching(says)]);
});

it('reports mistakes in all options together, and a file that is not text', () => {
  const wrong = { capacity: -1, fidelity: Number.NaN, fileName: null };
  expect(errors(wrong, 7).map((error) => error.split(':')[0])).toEqual([
    'text',
    'options.fileName',
    'options.capacity',
    'options.fidelity',
  ]);
  expect(errors({ fileName: undefined, capacity: 0, fidelity: 1 })).toEqual([]);
});
