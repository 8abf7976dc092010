import type { MethodFacts } from './method-facts.ts';

export const pull = {
  kind: 'rule',
  words: 'stored pairs pulled to where they are needed, then ruin and recreate',
  ends: ['completed', 'minimum-rate-missed', 'time-limit', 'interrupted'],
  provers: ['LP relaxation'],
} as const satisfies MethodFacts;
