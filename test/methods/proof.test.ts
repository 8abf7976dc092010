import { describe, expect, it } from 'vitest';
import { formatProof, type Proof, parseProofs } from '../../src/methods/proof.ts';

const CUT: Proof = {
  kind: 'optimality',
  block: 2,
  constant: 5,
  choices: Int32Array.of(0, 7),
  slopes: Float64Array.of(-1.5, 2),
};
const BLOCK: Proof = { kind: 'block', from: 3, to: 6, bound: 41.25, prices: [[12, 0.5]] };
const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');

describe('proofs in NDJSON', () => {
  it('are read as they were written', () => {
    expect(parseProofs(lines(formatProof(CUT), formatProof(BLOCK)))).toEqual([CUT, BLOCK]);
  });

  it.each([
    ['a line that a kill cut short', '{"kind":"blo'],
    ['a bound that is no number', '{"kind":"block","from":6,"to":9,"bound":"41","prices":[]}'],
    [
      'a bound of −Infinity, which JSON writes as null',
      '{"kind":"block","from":6,"to":9,"bound":null,"prices":[]}',
    ],
    ['prices that are no pairs', '{"kind":"block","from":6,"to":9,"bound":41,"prices":[5]}'],
    ['a price that is no number', '{"kind":"block","from":6,"to":9,"bound":41,"prices":[[1,null]]}'],
  ])('end before %s', (_, damaged) => {
    expect(parseProofs(lines(formatProof(BLOCK), damaged, formatProof(CUT)))).toEqual([BLOCK]);
  });
});
