import { expect } from 'vitest';
import { satqn } from './satqn.ts';

/** The JSON that a calculator prints. */
export async function calculated(...args: string[]) {
  const { code, out, err } = await satqn(['calc', ...args, '--json']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out);
}

/** Of 2016-12-18. */
export const MICIUS = `1 41731U 16051A   16353.90152003  .00000364  00000-0  17957-4 0  9993
2 41731  97.3699 267.4500 0013200 178.5836 246.0824 15.23915303 19063
`;
export const XINGLONG = [
  '--station',
  '40.39587,117.57746,890',
  '--from',
  '2016-12-19T12:00:00Z',
  '--to',
  '2016-12-20T00:00:00Z',
];
