import { expect, it } from 'vitest';
import { METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { SCHEME_NAMES, SCHEMES } from '../../src/domain/schemes/schemes.ts';
import { chooseMethod, LARGEST_WHOLE } from '../../src/planning/choose-method.ts';

const program = SCHEMES['ps-egr'];

it.each(METHOD_NAMES)('the requested method is chosen if the whole may be solved: %s', (method) => {
  expect(chooseMethod({ method }, program, { columns: LARGEST_WHOLE }).name).toBe(method);
});

it('beyond that, only auto chooses blocks', () => {
  const chosen = METHOD_NAMES.map(
    (method) => chooseMethod({ method }, program, { columns: LARGEST_WHOLE + 1 }).name,
  );
  expect(chosen).toEqual(METHOD_NAMES.map((method) => (method === 'auto' ? 'blocks' : method)));
});

it.each(SCHEME_NAMES.filter((scheme) => SCHEMES[scheme].rule !== null))(
  'the rule of a scheme is chosen whatever the method and size: %s',
  (scheme) => {
    for (const columns of [1, LARGEST_WHOLE + 1]) {
      const { name, kind, ratedBy } = chooseMethod({ method: 'auto' }, SCHEMES[scheme], { columns });
      expect({ name, kind, isRated: ratedBy !== 'beside' }).toEqual({
        name: SCHEMES[scheme].rule,
        kind: 'rule',
        isRated: true,
      });
    }
  },
);
