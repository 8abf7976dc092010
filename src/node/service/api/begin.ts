/** What all requests that begin a run have in common: quotas, and keys by which a request is known again. */
import { createHash } from 'node:crypto';
import { InputError } from '../../../base/errors.ts';
import { Problem, problem } from '../http/problems.ts';
import { type Answer, type ApiRequest, json } from '../http/route.ts';
import { exceeded } from '../quotas.ts';
import type { TextReader } from '../reader.ts';
import type { ReadingTask, TextFacts } from '../reader-thread.ts';
import type { AskedRun, RunBook } from '../run-book.ts';
import type { RunCard } from '../run-card.ts';
import { viewOf } from './views.ts';

export interface Api {
  readonly book: RunBook;
  readonly reader: TextReader;
  /** Whether the service ends, and takes no more runs. */
  readonly isStopping: () => boolean;
}

/** Runs that may wait, of all owners together. */
const WAITING_AT_MOST = 1_000;
const READING_AT_MOST = 20;
/** Of one owner, so that others need not wait for long. */
const READING_AT_ONCE = 4;

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * Begins a run, unless the same was asked for before with the same key.
 * @param asked what to begin, found out only if it is new
 * @throws Problem
 */
export async function beginRun(
  { book, isStopping }: Api,
  { caller, body, header }: Pick<ApiRequest<unknown, unknown, unknown>, 'caller' | 'body' | 'header'>,
  place: string,
  asked: () => Promise<Omit<AskedRun, 'owner' | 'idempotency'>>,
): Promise<Answer> {
  const stated = header('idempotency-key');
  const request = hashOf(JSON.stringify([place, body]));
  const key = stated === null ? null : hashOf(stated);
  const again = () => (key === null ? null : sameRun(book.findByKey(caller.name, key), request));
  const before = again();
  if (before) return accepted(before);
  if (isStopping() || book.load().waiting >= WAITING_AT_MOST) throw BUSY();
  refuseExcess(book, caller);
  const run = await asked();
  // Another one with the same key, or the last that the quota allows, may have come meanwhile.
  const meanwhile = again();
  if (meanwhile) return accepted(meanwhile);
  if (isStopping()) throw BUSY();
  refuseExcess(book, caller);
  const card = await book.begin({
    ...run,
    owner: caller.name,
    idempotency: key === null ? null : { key, request },
  });
  return accepted(card);
}

const BUSY = () =>
  problem('busy', 'The service takes no more runs now.', 'Try again later.', {
    headers: { 'retry-after': '10' },
  });

function refuseExcess(
  book: RunBook,
  { name, quotas }: ApiRequest<unknown, unknown, unknown>['caller'],
): void {
  const excess = exceeded(quotas, book.usageOf(name));
  if (excess) throw new Problem('quota', [{ path: '', ...excess }]);
}

function sameRun(card: RunCard | null, request: string): RunCard | null {
  if (card === null || card.idempotency?.request === request) return card;
  throw problem('conflict', 'This key was sent before with another request.', 'Send another key.', {
    path: 'Idempotency-Key',
  });
}

const accepted = (card: RunCard): Answer =>
  json(viewOf(card), 202, `/v1/${card.kind === 'study' ? 'studies' : `${card.kind}s`}/${card.id}`);

/** @throws InputError with what is wrong with the text, Problem if too many are being read */
export function checkTexts({ reader }: Api, owner: string, task: ReadingTask): Promise<TextFacts> {
  if (reader.busy() >= READING_AT_MOST) throw BUSY();
  if (reader.busy(owner) >= READING_AT_ONCE) {
    throw problem(
      'quota',
      `${READING_AT_ONCE} of your texts are being read.`,
      'Wait for the answer to one of them.',
    );
  }
  return reader.check(owner, task);
}

/** The run with this id, if the caller owns one of this kind: others learn nothing of it. */
export function ownRun({ book }: Api, kind: RunCard['kind'], id: string, owner: string): RunCard {
  const card = book.get(id);
  if (card?.kind === kind && card.owner === owner) return card;
  throw problem('not-found', `You have no ${kind} with this id.`, 'See the list of yours.', { path: 'id' });
}

/** @throws InputError */
export function refuseSeconds(seconds: number, allowed: number, path: string): void {
  if (seconds <= allowed) return;
  const message = `is ${seconds} s, and your token allows ${allowed} s.`;
  throw new InputError([{ path, message, hint: 'Ask for less.' }]);
}
