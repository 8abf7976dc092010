import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { InputError } from '../../src/base/errors.ts';
import { CALCULATORS } from '../../src/calculators/calculators.ts';
import { noRemarks } from '../../src/orbit/elements/element-set.ts';

it('no two calculators have the same name', () => {
  const names = CALCULATORS.map(({ name }) => name);
  expect(names.length).toBeGreaterThan(3);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(CALCULATORS.map((calculator) => [calculator.name, calculator] as const))(
  '%s',
  (_, calculator) => {
    it('has an option for every key of its question, and no others', () => {
      const { properties = {} } = z.toJSONSchema(calculator.question, { io: 'input' });
      expect(Object.keys(calculator.options).sort()).toEqual(Object.keys(properties).sort());
    });

    it.each([[undefined], [{}], [{ none: 1 }]])('refuses %o as an input, and says why', (question) => {
      expect(() => calculator.answer(question as object, noRemarks())).toThrow(InputError);
    });
  },
);
