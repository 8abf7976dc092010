import { describeVectors } from '../simulation/vectors.ts';

describeVectors(2);
