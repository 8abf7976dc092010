import type { MethodFacts } from './method-facts.ts';

export const blocks = {
  kind: 'search',
  words: 'block by block, for long horizons',
  ends: ['optimal', 'gap-reached', 'time-limit', 'iteration-limit', 'interrupted', 'numerical'],
  boundSources: [
    'single-slot bounds',
    'windows with free stock',
    'windows in blocks',
    'windows in blocks, round #',
  ],
} as const satisfies MethodFacts;
