import { expect, it } from 'vitest';
import { mutantsOf } from '../../scripts/mutation/mutants.ts';

const changes = (text: string) => mutantsOf('some.ts', text).map(({ change }) => change);

it('breaks comparisons, signs, extremes, numbers, negations and guards, one at a time', () => {
  expect(changes('a < b;')).toEqual(['a < b → a <= b', 'a < b → a >= b']);
  expect(changes('const sum = a + b * -c;')).toEqual([
    'a + b * -c → a - b * -c',
    'b * -c → b / -c',
    '-c → c',
  ]);
  expect(changes('Math.min(x, Math.abs(y));')).toEqual([
    'Math.min(x, Math.abs(y)) → Math.max(x, Math.abs(y))',
    'Math.abs(y) → (y)',
  ]);
  expect(changes('if (!done) stop(0, 1e-9);')).toEqual([
    '!done → false',
    '!done → done',
    '0 → 1',
    '1e-9 → (1e3 * 1e-9)',
  ]);
});

it('leaves texts, types and imports unchanged', () => {
  const text = `import { a } from './0.ts';
type Three = readonly [1, 2, 3];
interface Box { readonly 0: Three }
const name: 0 | 1 = 'a' + b + \`c\`;`;
  expect(changes(text)).toEqual([]);
});

it('says where: the text with a mutant differs only in that place', () => {
  const text = 'let a = 1;\nlet b = a >= 2;\n';
  const mutants = mutantsOf('some.ts', text);
  expect(mutants.map(({ line }) => line)).toEqual([1, 2, 2, 2]);
  const broken = mutants.map(
    ({ start, end, replacement }) => text.slice(0, start) + replacement + text.slice(end),
  );
  expect(broken).toEqual([
    'let a = 2;\nlet b = a >= 2;\n',
    'let a = 1;\nlet b = a > 2;\n',
    'let a = 1;\nlet b = a < 2;\n',
    'let a = 1;\nlet b = a >= 3;\n',
  ]);
});
