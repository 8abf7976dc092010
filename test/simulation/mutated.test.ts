import { describeMutated } from './mutated.ts';

// test/long/ takes two hundred.
describeMutated(4);
