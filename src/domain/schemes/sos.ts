import { type Scheme, WHOLE_PROGRAM } from './scheme.ts';

/** The paper's SOS: every inner node of a path, and every node that holds pairs, is a satellite. */
export const sos: Scheme = {
  ...WHOLE_PROGRAM,
  title: 'SOS',
  words: 'only satellites relay and store',
  relays: ['satellite'],
};
