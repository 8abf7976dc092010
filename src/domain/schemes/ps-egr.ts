import { WHOLE_PROGRAM } from './scheme.ts';

/** PS-EGR: path selection and storage together, by program (1). */
export const psEgr = WHOLE_PROGRAM;
