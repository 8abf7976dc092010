import { expect, it } from 'vitest';
import { checkAll, formatIssue, InputError } from '../../src/base/errors.ts';

it('an issue is one line without control characters', () => {
  const issue = { path: 'a', line: 3, file: 'x\u0007', message: 'no \u001b[31mred\u0000.', hint: 'Mend it.' };
  expect(formatIssue(issue)).toBe('x\uFFFD:3:1 a: no \uFFFD[31mred\uFFFD. Mend it.');
});

it('makes every check, and throws the mistakes of all or what is no mistake', async () => {
  const mistaken = (path: string) => () => {
    throw new InputError([{ path, message: 'is wrong.', hint: 'Mend it.' }]);
  };
  expect(
    await checkAll(
      () => 1,
      async () => 'a',
    ),
  ).toEqual([1, 'a']);
  await expect(
    checkAll(
      mistaken('a'),
      () => 1,
      async () => mistaken('b')(),
    ),
  ).rejects.toMatchObject({
    issues: [{ path: 'a' }, { path: 'b' }],
  });
  const fault = new Error('a fault');
  await expect(checkAll(mistaken('a'), () => Promise.reject(fault))).rejects.toBe(fault);
});
