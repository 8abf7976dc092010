import { describe, expect, it } from 'vitest';
import type { Assumptions } from '../../src/domain/assumptions.ts';
import { assumptionSentences, needCells, needsWords } from '../../src/report/assumption-words.ts';
import { formatCount, formatShortTime } from '../../src/report/numbers.ts';

const node = {
  node: 'sat-2-2',
  modesInFlight: 1_041_234,
  slot: 4,
  modesAtFullRate: 1_300_000,
  unknownLinks: 0,
  storedPairs: 11_084.2,
};
const plan: Assumptions = {
  nodes: [node],
  unknownLinks: 0,
  longestStorageSeconds: 1020,
  fidelity: { smallestMargin: 0.00015, narrowShare: 0.285 },
  swapSuccess: 1,
  latency: { medianSeconds: 0.0729, largestSeconds: 0.1934 },
  unknownLatencyShare: 0,
  control: {
    slot: 2,
    heraldBitsPerSecond: 20_500,
    swapBitsPerSecond: 0,
    purificationBitsPerSecond: 1_234_000,
  },
  clockSeconds: 9.7e-11,
  joinedBands: [
    { node: 'Vienna', bandsNm: [810, 1550] },
    { node: 'Beijing', bandsNm: [810, 1550] },
  ],
};

describe('the line beside the headline', () => {
  it('names the node that needs most, and what else a reader asks first', () => {
    expect(needsWords(plan)).toBe(
      'needs 1.04 million memory modes on sat-2-2, storage for up to 17 min, up to 193 ms until a pair can be used and swaps that never fail',
    );
  });

  it('says so if nothing can be known', () => {
    const unknown = {
      ...plan,
      nodes: [{ ...node, modesInFlight: 0, unknownLinks: 36 }],
      unknownLinks: 36,
      longestStorageSeconds: null,
      latency: null,
      swapSuccess: 0.9,
    };
    expect(needsWords(unknown)).toBe(
      'needs memory modes that cannot be known (36 explicit links state no length or no efficiency)',
    );
  });

  it('repeats what is stated of clocks', () => {
    const stated = {
      ...plan,
      clockSeconds: null,
      statedClocks: [
        { class: 'S2G', deviationSeconds: 4.24e-10, offsetSeconds: 2e-10, leastCaptured: 0.8315 } as const,
        { class: 'G2G', deviationSeconds: 1e-11, offsetSeconds: 0, leastCaptured: 0.9999 } as const,
      ],
    };
    expect(assumptionSentences(stated).filter((sentence) => /clock|click/i.test(sentence))).toEqual([
      'Clicks of S2G links are 424 ps apart (standard deviation) and 200 ps beside the middle, as stated; windows take in at least 83 % of the pairs.',
      'Clicks of G2G links are 10 ps apart (standard deviation), as stated; windows take in at least >99 % of the pairs.',
    ]);
  });

  it('gives a least number if a part is unknown', () => {
    const partly = { ...plan, unknownLinks: 1, longestStorageSeconds: null, latency: null, swapSuccess: 0.9 };
    expect(needsWords(partly)).toBe(
      'needs at least 1.04 million memory modes on sat-2-2 (one explicit link states no length or no efficiency)',
    );
  });
});

describe('the section', () => {
  it('speaks of nodes with the same bands together', () => {
    expect(assumptionSentences(plan).at(-1)).toBe(
      'At Vienna and Beijing, light at 810 and 1,550 nm is joined as if converters lost nothing and added no noise.',
    );
  });

  it('sums up messages where they are most', () => {
    expect(assumptionSentences(plan).find((line) => line.startsWith('In slot'))).toBe(
      'In slot 3, where messages are most, the network carries 20.5 kbit/s of heralds and 1.23 Mbit/s of purification results.',
    );
  });

  it('counts modes up to whole ones, and marks numbers that may be more', () => {
    expect(needCells(node)).toEqual(['1,041,234', '1,300,000', '5', '11,085']);
    expect(needCells({ ...node, unknownLinks: 1 })[0]).toBe('≥ 1,041,234');
  });

  it('tells which share of the latencies is unknown', () => {
    const sentences = assumptionSentences({ ...plan, latency: null, unknownLatencyShare: 1 });
    expect(sentences.find((line) => line.startsWith('The latency'))).toContain(
      '100 % of the pairs is unknown',
    );
  });
});

describe('numbers', () => {
  it.each([
    [9.7e-11, '97 ps'],
    [2.5e-3, '2.5 ms'],
    [0.9999, '1 s'],
    [119, '119 s'],
    [600, '10 min'],
    [0, '0 s'],
  ])('shows %d s as %s', (seconds, text) => expect(formatShortTime(seconds)).toBe(text));

  it.each([
    [1.4, '1.4'],
    [39_617, '39,600'],
    [999_400, '999,000'],
    [999_600, '1 million'],
    [1_170_000, '1.17 million'],
  ])('counts %d as %s', (count, text) => expect(formatCount(count)).toBe(text));
});
