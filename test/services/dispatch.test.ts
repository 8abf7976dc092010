import { expect, it } from 'vitest';
import { openDispatch } from '../../src/services/dispatch.ts';
import type { JobOutcome, JobQueue } from '../../src/services/job-queue.ts';

/** A queue whose jobs end when the test says so. */
function handQueue(capacity: number) {
  const ends = new Map<string, (outcome: JobOutcome<string> | Error) => void>();
  let isClosed = false;
  const queue: JobQueue<string, string> = {
    capacity,
    submit: ({ id }, { signal }) =>
      new Promise((resolve, reject) => {
        ends.set(id, (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome)));
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
    forget() {},
    async close() {
      isClosed = true;
    },
  };
  return {
    queue,
    isClosed: () => isClosed,
    end: async (
      id: string,
      outcome: JobOutcome<string> | Error = { status: 'done', result: id, seconds: 1 },
    ) => {
      ends.get(id)!(outcome);
      await new Promise(setImmediate);
    },
  };
}

function watched(capacity: number) {
  const hand = handQueue(capacity);
  const begun: string[] = [];
  const ended: [string, string | null][] = [];
  const dispatch = openDispatch(hand.queue, {
    onBegin: (id) => begun.push(id),
    onProgress() {},
    onEnd: (id, outcome) =>
      ended.push([id, outcome && (outcome.status === 'done' ? outcome.result : outcome.error)]),
  });
  const add = (id: string, place = id) => dispatch.add({ id, owner: id[0]!, place, data: id });
  return { ...hand, dispatch, begun, ended, add };
}

it('hands over as many runs as the queue takes, and first those of whom has the fewest under way', async () => {
  const { add, begun, end, dispatch, ended } = watched(2);
  for (const id of ['a1', 'a2', 'a3', 'b1']) add(id);
  expect(begun).toEqual(['a1', 'a2']);
  expect([dispatch.waiting(), dispatch.running()]).toEqual([2, 2]);
  await end('a1');
  expect(begun).toEqual(['a1', 'a2', 'b1']);
  await end('a2');
  expect(begun).toEqual(['a1', 'a2', 'b1', 'a3']);
  expect(ended).toEqual([
    ['a1', 'a1'],
    ['a2', 'a2'],
  ]);
});

it('stops runs that wait and that are under way; of others it knows nothing', async () => {
  const { add, dispatch, ended, begun } = watched(1);
  for (const id of ['a1', 'a2', 'b1']) add(id);
  expect(dispatch.stop('a2')).toBe(true);
  expect(ended).toEqual([['a2', null]]);
  expect(dispatch.stop('a1')).toBe(true);
  await new Promise(setImmediate);
  expect(ended).toEqual([
    ['a2', null],
    ['a1', null],
  ]);
  expect(begun).toEqual(['a1', 'b1']);
  expect(dispatch.stop('a1')).toBe(false);
});

it('lets one run at a time be under way at a place, and others pass it', async () => {
  const { add, begun, end } = watched(2);
  add('a1', 'here');
  add('a2', 'here');
  add('a3', 'there');
  expect(begun).toEqual(['a1', 'a3']);
  await end('a3');
  expect(begun).toEqual(['a1', 'a3']);
  await end('a1');
  expect(begun).toEqual(['a1', 'a3', 'a2']);
});

it('takes a queue that throws for a run that failed', async () => {
  const { add, end, ended } = watched(1);
  add('a1');
  await end('a1', new Error('no processes'));
  expect(ended).toEqual([['a1', 'no processes']]);
});

it('begins nothing once it closes, and waits for what is under way', async () => {
  const { add, dispatch, begun, ended, isClosed } = watched(1);
  add('a1');
  add('a2');
  await dispatch.close();
  expect(begun).toEqual(['a1']);
  expect(ended).toEqual([['a1', null]]);
  expect(isClosed()).toBe(true);
});
