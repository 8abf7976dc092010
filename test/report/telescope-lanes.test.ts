import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { telescopeLanes } from '../../src/report/telescope-lanes.ts';

type Ends = NonNullable<ReturnType<Parameters<typeof telescopeLanes>[1]>>;

const LINKS: Readonly<Record<string, Ends>> = {
  'a~s': { ends: ['a', 's'], via: null },
  'b~s': { ends: ['b', 's'] },
  'c~s': { ends: ['c', 's'] },
  'a~b@s': { ends: ['a', 'b'], via: 's' },
};
const endsOf = (link: string) => LINKS[link];
const lanesOf = (node: string, pointing: Parameters<typeof telescopeLanes>[0]) =>
  telescopeLanes(pointing, endsOf)
    .find((group) => group.node === node)
    ?.telescopes.map((lane) => lane.map(({ link, from, to }) => `${link} ${from}-${to}`));

describe('telescope lanes', () => {
  it('take the first free telescope in the order of time, and hand it on without a pause', () => {
    const pointing = [
      { link: 'a~s', from: 0, to: 3 },
      { link: 'a~s', from: 5, to: 6 },
      { link: 'b~s', from: 2, to: 5 },
      { link: 'c~s', from: 3, to: 4 },
    ];
    expect(lanesOf('s', pointing)).toEqual([['a~s 0-3', 'c~s 3-4', 'a~s 5-6'], ['b~s 2-5']]);
    expect(lanesOf('a', pointing)).toEqual([['a~s 0-3', 'a~s 5-6']]);
  });

  it('are two at a platform that a link passes, and one at each end', () => {
    const pointing = [
      { link: 'a~b@s', from: 0, to: 2 },
      { link: 'c~s', from: 1, to: 2 },
    ];
    expect(lanesOf('s', pointing)).toEqual([['a~b@s 0-2'], ['a~b@s 0-2'], ['c~s 1-2']]);
    expect(lanesOf('b', pointing)).toEqual([['a~b@s 0-2']]);
  });

  it('leave out links without known ends', () => {
    expect(telescopeLanes([{ link: 'x~y', from: 0, to: 1 }], endsOf)).toEqual([]);
  });

  it('are as many as ever point at once, and never overlap (seed 14)', () => {
    const planned = fc
      .record({
        link: fc.constantFrom(...Object.keys(LINKS)),
        from: fc.integer({ min: 0, max: 20 }),
        slots: fc.integer({ min: 1, max: 6 }),
      })
      .map(({ link, from, slots }) => ({ link, from, to: from + slots }));
    fc.assert(
      fc.property(fc.array(planned, { maxLength: 25 }), (pointing) => {
        for (const { node, telescopes } of telescopeLanes(pointing, endsOf)) {
          const taken = (slot: number) =>
            pointing.reduce((sum, { link, from, to }) => {
              const { ends, via } = LINKS[link]!;
              const count = via === node ? 2 : ends.includes(node) ? 1 : 0;
              return slot >= from && slot < to ? sum + count : sum;
            }, 0);
          const most = Math.max(...Array.from({ length: 27 }, (_, slot) => taken(slot)));
          expect(telescopes).toHaveLength(most);
          for (const lane of telescopes) {
            const ends = [0, ...lane.map(({ to }) => to)];
            expect(lane.every(({ from }, index) => from >= ends[index]!)).toBe(true);
          }
        }
      }),
      { seed: 14 },
    );
  });
});
