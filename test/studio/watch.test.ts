import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchSilence } from '../../web/state/watch.ts';

const PATIENCE = { askEverySeconds: 1, silentAfterSeconds: 2 };

describe('the watch over a worker', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports one that has not answered for long, and that it answers again', async () => {
    let isAlive = true;
    const heard: (number | null)[] = [];
    const ask = () => (isAlive ? Promise.resolve() : new Promise<void>(() => {}));
    const end = watchSilence(ask, (seconds) => heard.push(seconds), PATIENCE);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(heard).toEqual([]);
    isAlive = false;
    await vi.advanceTimersByTimeAsync(3000);
    expect(heard).toEqual([2, 3]);
    isAlive = true;
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual([2, 3, 4, null]);
    end();
    isAlive = false;
    await vi.advanceTimersByTimeAsync(20_000);
    expect(heard).toHaveLength(4);
  });

  it('leaves it to the current call to report one that fails, and removes its notice at the end', async () => {
    const heard: (number | null)[] = [];
    const end = watchSilence(
      () => Promise.reject(new Error('died')),
      (seconds) => heard.push(seconds),
      PATIENCE,
    );
    await vi.advanceTimersByTimeAsync(2000);
    expect(heard).toEqual([2]);
    end();
    expect(heard).toEqual([2, null]);
  });
});
