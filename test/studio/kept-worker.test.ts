import type { Remote } from 'comlink';
import { expect, it } from 'vitest';
import { keptWorker } from '../../web/state/kept-worker.ts';
import { type Hired, WorkerFailure } from '../../web/state/workers.ts';

interface Api {
  number(): number;
}

/** Workers that know which of them they are. */
function staff() {
  const dismissed: string[] = [];
  let count = 0;
  const kept = keptWorker((): Hired<Api> => {
    const number = ++count;
    return {
      call: (work) => work({ number: async () => number } as unknown as Remote<Api>),
      dismiss: (reason) => dismissed.push(`${number}: ${reason}`),
    };
  });
  const ask = () => kept.call((api) => api.number());
  const fail = (error: Error) => kept.call(() => Promise.reject(error)).catch(() => {});
  return { kept, dismissed, ask, fail };
}

it('keeps a worker for the next call, also where a call fails', async () => {
  const { kept, dismissed, ask, fail } = staff();
  expect(kept.atHand()).toBeNull();
  expect(await ask()).toBe(1);
  await fail(new Error('no such figure'));
  expect(await ask()).toBe(1);
  expect(dismissed).toEqual([]);
});

it('dismisses a worker that dies, and the next call hires another', async () => {
  const { dismissed, ask, fail } = staff();
  await fail(new WorkerFailure('out of memory'));
  expect(dismissed).toEqual(['1: out of memory']);
  expect(await ask()).toBe(2);
});

it('keeps the worker at hand where an earlier one is dismissed again', async () => {
  const { kept, dismissed, ask } = staff();
  const earlier = kept.hire();
  kept.dismiss('it was stopped');
  expect(await ask()).toBe(2);
  kept.dismiss('late', earlier);
  expect(await ask()).toBe(2);
  expect(dismissed).toEqual(['1: it was stopped', '1: late']);
});
