import type { MethodFacts } from './method-facts.ts';

export const pull = {
  kind: 'rule',
  words: 'pulls stored pairs to where they are needed, then ruins and recreates',
  ends: ['completed', 'minimum-rate-missed', 'time-limit', 'interrupted'],
  boundSources: ['LP relaxation'],
} as const satisfies MethodFacts;
