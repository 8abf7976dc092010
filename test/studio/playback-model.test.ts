import { describe, expect, it } from 'vitest';
import { playbackOf } from '../../web/model/playback.ts';
import { accountAfter, deliveriesAfter, inStoreAfter } from '../../web/model/playback-now.ts';
import { gaugeTop } from '../../web/model/playback-scene.ts';
import { drawWords } from '../../web/model/playback-words.ts';
import { course, draw, playback, record, steps } from './played.ts';

describe('a playback', () => {
  it('puts what was delivered beside what is planned by then', () => {
    const at = (frames: number) => deliveriesAfter(playback, frames)[0]!;
    expect([0, 1, 5, 10, 12, 20].map((frames) => at(frames).delivered)).toEqual([0, 4, 4, 4, 10, 10]);
    expect([0, 5, 10, 15, 20].map((frames) => at(frames).plannedByNow)).toEqual([0, 5, 10, 20, 30]);
    expect(at(20)).toMatchObject({ demand: 'a~b', inSpec: 7, planned: 30 });
  });

  it('has a gauge for each storage pair, and for each node that stores', () => {
    expect(playback.pairs.map(({ name, capacity, peak }) => ({ name, capacity, peak }))).toEqual([
      { name: 'a~s', capacity: 40, peak: 12 },
    ]);
    expect(playback.nodes.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['a', 100],
      ['s', 40],
    ]);
    expect([0, 1, 2, 20].map((frames) => inStoreAfter(playback.nodes[0]!, frames))).toEqual([10, 12, 8, 2]);
    // 12 of 100 are little, 12 of 40 are not.
    expect(playback.nodes.map(gaugeTop)).toEqual([12, 40]);
  });

  it('adds the stocks of a node up', () => {
    const two = playbackOf(
      {
        ...record,
        plan: {
          ...record.plan!,
          subPaths: [
            ...record.plan!.subPaths,
            { pair: 'a~t', id: '9', nodes: ['a', 't'], hops: [{ link: 'a~t' }] },
            { pair: 'a~u', id: '7', nodes: ['a', 'u'], hops: [{ link: 'a~u' }] },
          ],
        },
      },
      draw,
      {
        ...course,
        stores: [
          ...course.stores,
          { key: 'a~t 9', elementary: 1, initialPairs: 1, change: steps([1, 5], [5, 20]) },
          { key: 'a~u 7', elementary: 1, initialPairs: 0, change: steps() },
        ],
      },
    );
    const a = two.nodes.find(({ name }) => name === 'a')!;
    expect([0, 1, 2, 6, 20].map((frames) => inStoreAfter(a, frames))).toEqual([11, 13, 14, 34, 28]);
    expect(a.peak).toBe(34);
    // The record does not say what fits into t.
    expect(two.pairs.map(({ name, capacity }) => [name, capacity])).toEqual([
      ['a~t', null],
      ['a~s', 40],
    ]);
  });

  it('accounts for every elementary pair that was given, and says where most were lost', () => {
    const end = accountAfter(playback, 20);
    expect(end.losses).toEqual([
      {
        cause: 'unmatched',
        pairs: 7,
        places: [
          { where: 'filling a~s, over h', pairs: 4 },
          { where: 'a~b, over s', pairs: 3 },
        ],
      },
      { cause: 'lostInPurification', pairs: 6, places: [{ where: 'a~b, at a and b', pairs: 6 }] },
      { cause: 'tooOld', pairs: 2, places: [{ where: 'in stock a~s', pairs: 2 }] },
    ]);
    expect(end).toMatchObject({ given: 40, used: 30, inStore: 4 });
    for (const frames of [0, 1, 2, 12, 20]) {
      const { given, used, inStore, waiting, losses } = accountAfter(playback, frames);
      expect(used + inStore + waiting + losses.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(given);
    }
  });

  it('looks for a memory without a free mode at every node of the path', () => {
    const place = { kind: 'flow' as const, key: 'route a~b p' };
    const full = [{ cause: 'noFreeMode' as const, place, pairs: steps([0, 1]) }];
    expect(playbackOf(record, draw, { ...course, losses: full }).losses).toMatchObject([
      { where: 'a~b, along a, s, b', nodes: ['a', 's', 'b'] },
    ]);
  });

  it('names three places of each cause', () => {
    const losses = ['p', 'q', 'r', 's'].map((key, index) => ({
      cause: 'unassigned' as const,
      place: { kind: 'link' as const, key },
      pairs: steps([0, 1 + index]),
    }));
    const full = losses.map((loss) => ({ ...loss, cause: 'fullStores' as const }));
    const { losses: found } = accountAfter(playbackOf(record, draw, { ...course, losses: full }), 20);
    expect(found.map(({ pairs, places }) => [pairs, places.map(({ where }) => where)])).toEqual([
      [10, ['s', 'r', 'q']],
    ]);
  });

  it('says which draw it is, and what of it the scenario does not state', () => {
    expect(drawWords(draw)).toBe('replication 2 of seed 7, discipline tokens');
    const options = { ...draw.options, swapSuccess: 0.9, coherenceSeconds: 10, relayBuffer: 1 };
    expect(drawWords({ replication: 1, options })).toBe(
      'replication 1 of seed 7, discipline tokens, swaps succeed with 0.9, halves age with 10 s, relays hold 1 pair a hop',
    );
  });
});
