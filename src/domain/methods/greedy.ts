import type { MethodFacts } from './method-facts.ts';

export const greedy = {
  kind: 'rule',
  words: 'best path first, slot by slot',
  ends: ['completed', 'minimum-rate-missed'],
  boundSources: ['LP relaxation'],
} as const satisfies MethodFacts;
