import { describe, expect, it } from 'vitest';
import { savePace } from '../../web/state/save-pace.ts';

/** When files go to the browser that are asked for at these times, in ms. */
const times = (asked: readonly number[]) => {
  const waitOf = savePace();
  return asked.map((now) => now + waitOf(now));
};

describe('files that a page saves', () => {
  it('are saved at once if they are few', () => {
    expect(times([0, 1, 2, 3, 4, 5, 6, 7])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(times(Array.from({ length: 30 }, (_, file) => 1000 * file))).toEqual(
      Array.from({ length: 30 }, (_, file) => 1000 * file),
    );
  });

  it('are never more than ten per second, since a browser drops the eleventh', () => {
    for (const everyMs of [0, 20, 150]) {
      const saved = times(Array.from({ length: 60 }, (_, file) => everyMs * file));
      expect(saved).toEqual(saved.toSorted((a, b) => a - b));
      for (const start of saved) {
        expect(saved.filter((time) => time >= start && time < start + 1000).length).toBeLessThanOrEqual(10);
      }
    }
  });
});
