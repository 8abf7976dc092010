import type { MethodFacts } from './method-facts.ts';

export const randomRoutes = {
  kind: 'rule',
  words: 'the best rates on routes that are drawn',
  ends: ['completed', 'minimum-rate-missed', 'time-limit', 'interrupted', 'numerical'],
  boundSources: ['LP relaxation'],
} as const satisfies MethodFacts;
