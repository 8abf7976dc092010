import { expect, it } from 'vitest';
import { METHOD_FACTS, METHOD_NAMES } from '../../src/domain/methods/methods.ts';
import { RUN_STATUSES } from '../../src/domain/run-status.ts';
import { noteStatus } from '../../src/planning/record-check/outcome.ts';
import { noViolation } from '../../src/verify/violations.ts';
import { HARD, run } from './run.ts';

it.each(METHOD_NAMES)('a record with a wide gap ends as a run by %s can', async (method) => {
  const { record } = await run(HARD, { options: { method, iterationLimit: 2 } });
  const objective = record.objective!;
  const open = { ...record, bounds: { ...record.bounds, bound: 2 * objective, relativeGap: 0.5 } };
  const accepted = RUN_STATUSES.filter((status) => {
    const found = noViolation();
    noteStatus(found, { ...open, status }, objective, 0);
    return found.maxViolation === 0;
  });
  const closed = ['optimal', 'gap-reached'];
  const possible = METHOD_FACTS[method].ends.filter((status) => !closed.includes(status));
  expect(accepted.toSorted()).toEqual(possible.toSorted());
  expect(accepted).not.toContain('completed');
});
