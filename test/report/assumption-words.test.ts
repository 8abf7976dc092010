import { describe, expect, it } from 'vitest';
import type { Assumptions } from '../../src/domain/assumptions.ts';
import {
  assumptionSentences,
  moreNodesWords,
  needCells,
  neediestNodes,
  needsWords,
} from '../../src/report/assumption-words.ts';
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
  fidelity: { smallestMargin: 0.00015, narrowShare: 0.29 },
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
      'needs 1.04 million memory modes on sat-2-2, storage for up to 17 min, swaps that never fail and up to 193 ms before a pair can be used',
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
      'needs an unknown number of memory modes (36 explicit links lack a length or an efficiency)',
    );
  });

  it('repeats what is stated of clocks', () => {
    const stated = {
      ...plan,
      clockSeconds: null,
      statedClocks: [
        { class: 'S2G', deviationSeconds: 4.24e-10, offsetSeconds: 2e-10, leastCaptured: 0.8315 } as const,
        { class: 'G2G', deviationSeconds: 1e-11, offsetSeconds: 0, leastCaptured: 0.9999 } as const,
        { class: 'S2S', deviationSeconds: 4.24e-10, offsetSeconds: 2e-10, leastCaptured: 0.837 } as const,
        { class: 'A2G', deviationSeconds: 1e-9, offsetSeconds: 0, leastCaptured: 0.837 } as const,
      ],
    };
    expect(assumptionSentences(stated).filter((sentence) => /clock|click/i.test(sentence))).toEqual([
      'Clicks of S2G and S2S links are 424 ps apart (standard deviation) and 200 ps beside the middle, as stated; windows take in at least 83 % of the pairs.',
      'Clicks of G2G links are 10 ps apart (standard deviation), as stated; windows take in more than 99 % of the pairs.',
      'Clicks of A2G links are 1 ns apart (standard deviation), as stated; windows take in at least 83 % of the pairs.',
    ]);
  });

  it('does not count what rounding adds to all modes of a node', () => {
    expect(needCells({ ...node, modesInFlight: 100_000 * (1 + 2e-16) + 1e-11 })[0]).toBe('100,000');
    expect(needCells({ ...node, modesInFlight: 100_000.1 })[0]).toBe('100,001');
  });

  it('says that halves age only where that is stated', () => {
    expect(assumptionSentences({ ...plan, halvesAge: true }).join(' ')).toContain(
      'halves age in that time where their coherence is stated',
    );
  });

  it('gives a least number if a part is unknown', () => {
    const partly = { ...plan, unknownLinks: 1, longestStorageSeconds: null, latency: null, swapSuccess: 0.9 };
    expect(needsWords(partly)).toBe(
      'needs at least 1.04 million memory modes on sat-2-2 (one explicit link lacks a length or an efficiency)',
    );
  });
});

describe('the section', () => {
  it('does not speak of swaps that the plan does not make', () => {
    const direct = { ...plan, swapSuccess: null };
    expect(needsWords(direct)).not.toContain('swaps');
    expect(assumptionSentences(direct)).toContain('The plan swaps nothing.');
  });

  it('speaks of nodes with the same bands together', () => {
    expect(assumptionSentences(plan).at(-1)).toBe(
      'Light at 810 and 1,550 nm meets at Vienna and Beijing: the plan assumes converters there that lose nothing and add no noise.',
    );
  });

  it('sums up messages where they are most', () => {
    expect(assumptionSentences(plan).find((line) => line.startsWith('In slot'))).toBe(
      'In slot 3, where messages are most, the network carries 20.5 kbit/s of heralds and 1.23 Mbit/s of purification results.',
    );
  });

  it('says how narrow fidelities are, and nothing of rounding', () => {
    const sentence = (fidelity: Assumptions['fidelity']) =>
      assumptionSentences({ ...plan, fidelity }).find((line) => line.startsWith('Fidelities'));
    expect(sentence(plan.fidelity)).toBe(
      'Fidelities exceed their targets by at least 0.00015; 29 % of the pairs have less than 0.01 to spare.',
    );
    expect(sentence({ smallestMargin: 0.02, narrowShare: 0 })).toBe(
      'Fidelities exceed their targets by at least 0.02.',
    );
    expect(sentence({ smallestMargin: -1e-16, narrowShare: 1 })).toContain('at least 0;');
    expect(sentence(null)).toBeUndefined();
  });

  it('lists the nodes with most modes in flight and the one that stores most', () => {
    const nodes = Array.from({ length: 16 }, (_, rank) => ({
      ...node,
      node: `n${rank}`,
      modesInFlight: 100 - rank,
      storedPairs: rank === 14 ? 9 : 1,
    }));
    const { shown, more } = neediestNodes({ ...plan, nodes });
    expect(shown.map((needs) => needs.node)).toEqual([...nodes.slice(0, 12).map((n) => n.node), 'n14']);
    expect(more).toBe(3);
    expect(moreNodesWords(more)).toBe('3 more nodes need fewer modes.');
    const stored = nodes.map((needs) => ({ ...needs, storedPairs: 0 }));
    expect(neediestNodes({ ...plan, nodes: stored })).toMatchObject({ shown: { length: 12 }, more: 4 });
  });

  it('counts modes up to whole ones, and marks numbers that may be more', () => {
    expect(needCells(node)).toEqual(['1,041,234', '5', '1,300,000', '11,085']);
    expect(needCells({ ...node, unknownLinks: 1 })[0]).toBe('≥ 1,041,234');
    expect(needCells({ ...node, modesInFlight: 0, modesAtFullRate: 0, unknownLinks: 1 })).toEqual([
      'unknown',
      '–',
      'unknown',
      '11,085',
    ]);
  });

  it('tells which share of the latencies is unknown', () => {
    const sentence = (unknownLatencyShare: number) =>
      assumptionSentences({ ...plan, unknownLatencyShare }).find((line) => line.startsWith('The latency'));
    expect(sentence(0)).toBeUndefined();
    expect(sentence(0.12)).toMatch(/^The latency of 12 % of the pairs is unknown: /);
    expect(sentence(1)).toMatch(/^The latency is unknown: /);
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
