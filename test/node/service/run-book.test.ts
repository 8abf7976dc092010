import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type AskedRun, openRunBook, type RunQueue } from '../../../src/node/service/run-book.ts';

const directory = mkdtempSync(join(tmpdir(), 'satqn-book-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** A queue that notes what it is given, and whose jobs go on until they are stopped. */
function endlessQueue() {
  const begun: string[] = [];
  const queue: RunQueue = {
    capacity: 4,
    submit({ id }, { signal }) {
      begun.push(id);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
    forget() {},
    async close() {},
  };
  return { queue, begun };
}

const asked = (values: Partial<AskedRun> = {}): AskedRun => ({
  owner: 'alice',
  title: 'a study',
  job: (id) => ({ kind: 'study', id }),
  files: { 'study.yaml': 'name: x' },
  idempotency: null,
  ...values,
});

async function opened(root: string) {
  const { queue, begun } = endlessQueue();
  const notes: string[] = [];
  const book = await openRunBook({ root, queue, now: () => 0, onNote: (text) => notes.push(text) });
  return { book, begun, notes };
}

describe('the book of runs', () => {
  it.each([
    ['nothing', () => ''],
    ['half a card', (text: string) => text.slice(0, text.length / 2)],
    ['null', () => 'null'],
    ['another kind', (text: string) => text.replace('"kind":"study"', '"kind":"plan"')],
    ['another id', (text: string) => text.replace(/[0-9a-f-]{36}/, '../../elsewhere')],
  ])('opens in spite of a card that holds %s, says so and leaves it', async (what, damage) => {
    const root = join(directory, what);
    const first = await opened(root);
    const damaged = await first.book.begin(asked());
    const whole = await first.book.begin(asked());
    await first.book.close();
    const file = join(root, 'studies', damaged.id, 'service.json');
    const text = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')));
    writeFileSync(file, damage(text));

    const { book, begun, notes } = await opened(root);
    expect(begun).toEqual([whole.id]);
    expect(book.list('study', 'alice').map(({ id }) => id)).toEqual([whole.id]);
    expect(notes).toEqual([expect.stringMatching(/service\.json is damaged/)]);
    expect(readFileSync(file, 'utf8')).toBe(damage(text));
    expect(existsSync(join(root, 'studies', damaged.id, 'study.yaml'))).toBe(true);
    await book.close();
  });

  it('never has two simulations of a plan under way, which would write to the same directory', async () => {
    const { book, begun } = await opened(join(directory, 'simulations'));
    const plan = 'a2e6ffe9-6f8b-43ed-8d6d-2e5a8f102c6f';
    const job: AskedRun['job'] = (id) => ({
      kind: 'simulation',
      id,
      plan,
      options: {} as never,
      replications: 1,
      precision: null,
    });
    const first = await book.begin(asked({ job }));
    const second = await book.begin(asked({ job }));
    expect(begun).toEqual([first.id]);
    book.stop(first.id);
    await expect.poll(() => begun).toEqual([first.id, second.id]);
    await book.close();
  });

  it('begins no run that was stopped while it was written', async () => {
    const { book, begun } = await opened(join(directory, 'stopped'));
    const beginning = book.begin(asked());
    const { id } = book.list('study', 'alice')[0]!;
    book.stop(id);
    expect(await beginning).toMatchObject({ id, phase: 'stopped' });
    expect(begun).toEqual([]);
    await book.close();
  });
});
