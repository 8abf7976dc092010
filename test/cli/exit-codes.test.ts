import { expect, it } from 'vitest';
import { EXIT, exitCodesHelp, firstOf } from '../../src/cli/exit-codes.ts';

it('of several codes the gravest counts', () => {
  expect(firstOf([])).toBe(0);
  expect(firstOf([EXIT.fileNotWritten])).toBe(8);
  expect(firstOf([EXIT.fileNotWritten, EXIT.nothingDelivered])).toBe(7);
  expect(firstOf([EXIT.nothingDelivered, EXIT.interrupted, EXIT.fileNotWritten])).toBe(130);
  expect(firstOf([EXIT.interrupted, EXIT.noPlan])).toBe(4);
  expect(firstOf([EXIT.noPlan, EXIT.infeasible])).toBe(3);
  expect(firstOf([EXIT.infeasible, EXIT.verificationFailed, EXIT.noPlan])).toBe(5);
});

it('the help names every code once', () => {
  const help = exitCodesHelp();
  for (const code of Object.values(EXIT)) expect(help).toMatch(new RegExp(`(Exit codes:|;)\\s${code} `));
  expect(help.replaceAll('\n', ' ')).toContain('Where several hold, the first of 5, 3, 4, 130, 6, 7, 8.');
});
