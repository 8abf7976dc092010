import { expect, it } from 'vitest';
import { formatIssue } from '../../src/base/errors.ts';

it('an issue is one line without control characters', () => {
  const issue = { path: 'a', line: 3, file: 'x\u0007', message: 'no \u001b[31mred\u0000.', hint: 'Mend it.' };
  expect(formatIssue(issue)).toBe('x\uFFFD:3:1 a: no \uFFFD[31mred\uFFFD. Mend it.');
});
