/**
 * The closed vocabulary of how a solution process ends. `completed`: a rule that proves nothing itself finished;
 * `minimum-rate-missed`: a rule that ignores minimum rates has a plan that misses some.
 */
export const RUN_STATUSES = [
  'optimal',
  'gap-reached',
  'time-limit',
  'iteration-limit',
  'completed',
  'minimum-rate-missed',
  'interrupted',
  'infeasible',
  'no-incumbent',
  'numerical',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];
