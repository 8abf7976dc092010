import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  endOfChange,
  type History,
  NO_HISTORY,
  noted,
  redone,
  undone,
  type Version,
} from '../../web/model/history.ts';

const version = (text: string, file = 1): Version => ({ file, text });

describe('the history of a scenario', () => {
  it('joins what is typed without a pause, and separates single changes', () => {
    let history: History<Version> = NO_HISTORY;
    history = noted(history, version(''), 10);
    history = noted(history, version('a'), 10.4);
    history = noted(history, version('ab'), 10.9);
    history = noted(history, version('abc'), 13);
    history = noted(history, version('abcd'), null);
    history = noted(history, version('other', 2), 13.1);
    expect(history.past.map(({ text }) => text)).toEqual(['', 'abc', 'abcd', 'other']);
  });

  it('goes back through everything and forth again, and forgets what was to come at a new change (seed 8)', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 12 }), fc.nat(), (texts, pick) => {
        const versions = texts.map((text) => version(text));
        let history = versions
          .slice(0, -1)
          .reduce<History<Version>>((so, before) => noted(so, before, null), NO_HISTORY);
        let now = versions.at(-1)!;
        const seen = [now.text];
        for (let turn = undone(history, now); turn; turn = undone(history, now)) {
          ({ history, version: now } = turn);
          seen.push(now.text);
        }
        expect(seen).toEqual(texts.toReversed());
        const steps = pick % texts.length;
        for (let step = 0; step < steps; step += 1) ({ history, version: now } = redone(history, now)!);
        expect(now.text).toBe(texts[steps]);
        history = noted(history, now, null);
        expect(redone(history, version('new'))).toBeNull();
        expect(undone(history, version('new'))!.version).toBe(now);
      }),
      { seed: 8 },
    );
  });

  it('drops the oldest versions if they are too many or too long', () => {
    const long = 'x'.repeat(15_000_000);
    const history = [1, 2, 3, 4].reduce<History<Version>>(
      (so, file) => noted(so, version(long, file), null),
      NO_HISTORY,
    );
    expect(history.past.map(({ file }) => file)).toEqual([3, 4]);
    const many = Array.from({ length: 600 }, (_, index) => version(String(index)));
    const kept = many.reduce<History<Version>>((so, before) => noted(so, before, null), NO_HISTORY).past;
    expect([kept.length, kept[0]!.text]).toEqual([500, '100']);
  });

  it('finds where two texts differ', () => {
    expect(endOfChange('slots: 6\n', 'slots: 12\n')).toBe(9);
    expect(endOfChange('slots: 12\n', 'slots: 6\n')).toBe(8);
    expect(endOfChange('aab', 'ab')).toBe(1);
    expect(endOfChange('ab', 'ab')).toBe(2);
  });
});
