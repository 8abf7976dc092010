import { describeMutated } from '../simulation/mutated.ts';

describeMutated(200);
