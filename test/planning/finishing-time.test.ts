import { expect, it } from 'vitest';
import { finishingSeconds } from '../../src/planning/plan-task.ts';

it.each([
  [0, 1],
  [5, 1],
  [60, 6],
  [300, 20],
])('a limit of %i s leaves %i s for what follows the search', (timeLimitSeconds, seconds) => {
  expect(finishingSeconds({ timeLimitSeconds })).toBe(seconds);
});
