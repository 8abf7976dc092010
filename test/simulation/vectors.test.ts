import { describeVectors } from './vectors.ts';

// test/long/ takes all replications.
describeVectors(0.1);
