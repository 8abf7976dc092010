/** A reload of the page finds document, plan and comparison as they were, or is asked about first. */
import { empty, put, take } from './drawer.ts';
import {
  type CompareState,
  current,
  type DocumentState,
  type RunState,
  type Studio,
  useStudio,
  type ViewState,
} from './store.ts';

declare const SATQN_VERSION: string;

export interface Kept {
  /** Of the studio: plans of another one are not taken over. */
  readonly version: string;
  /** What the address of the page said, and what the command line served there. */
  readonly address: string;
  readonly served: string | null;
  readonly document: Pick<DocumentState, 'text' | 'fileName' | 'companions'>;
  readonly run: Pick<RunState, 'record' | 'checked' | 'sourceHash'> | null;
  readonly compare: Pick<CompareState, 'results' | 'comparison' | 'records' | 'sourceHash'> | null;
  readonly panel: ViewState['panel'];
}

/** Between two savings: plans under search change often, and a text with every key. */
const PAUSE_MILLISECONDS = 300;

let served: string | null = null;
/** The fingerprint of what the command line serves beside the page. */
export const noteServed = (fingerprint: string | null): void => {
  served = fingerprint;
};

/** Whether what is shown was kept before: then it is no less work than it was. */
let isRecalled = false;
let savedAt = Number.NEGATIVE_INFINITY;
let waiting: ReturnType<typeof setTimeout> | undefined;
/** Changes that are not kept yet: none, on their way, or refused by the browser. */
let unkept: 'none' | 'saving' | 'refused' = 'none';

/** From now on keeps what is shown whenever it changes. */
export function keepAll(): void {
  useStudio.subscribe((now, before) => {
    if (isSameWork(now, before)) return;
    unkept = 'saving';
    waiting ??= setTimeout(save, Math.max(0, savedAt + PAUSE_MILLISECONDS - performance.now()));
  });
  addEventListener('beforeunload', (event) => {
    if (!hasWork(current())) return;
    const isBusy = current().run.phase !== 'idle' || current().compare.phase !== 'idle';
    if (isBusy || unkept !== 'none') event.preventDefault();
  });
}

/** The same work under an address that has changed. */
export function keepNow(): void {
  clearTimeout(waiting);
  void save();
}

/** What a reload has left; null where there is nothing, or where the address asks for something else. */
export async function recall(): Promise<Kept | null> {
  const kept = await take<Kept>().catch(() => null);
  if (kept === null || kept.address !== location.hash) return null;
  isRecalled = true;
  return kept.version === SATQN_VERSION ? kept : { ...kept, run: null, compare: null };
}

async function save(): Promise<void> {
  waiting = undefined;
  savedAt = performance.now();
  try {
    const studio = current();
    if (hasWork(studio)) await put(keptOf(studio));
    else await empty();
    if (waiting === undefined) unkept = 'none';
  } catch {
    // Without storage, or without room in it, a reload begins anew: not without a question.
    unkept = 'refused';
  }
}

const isSameWork = (now: Studio, before: Studio): boolean =>
  now.document.text === before.document.text &&
  now.document.companions === before.document.companions &&
  now.run.record === before.run.record &&
  now.run.checked === before.run.checked &&
  now.compare.results === before.compare.results &&
  now.compare.comparison === before.compare.comparison;

/** Whether there is anything that the address alone would not bring back. */
const hasWork = ({ history, run, compare }: Studio): boolean =>
  isRecalled ||
  history.past.length > 0 ||
  history.future.length > 0 ||
  run.record !== null ||
  compare.results.length > 0;

function keptOf({ document, run, compare, view }: Studio): Kept {
  const { text, fileName, companions } = document;
  const { results, comparison, records } = compare;
  return {
    version: SATQN_VERSION,
    address: location.hash,
    served,
    document: { text, fileName, companions },
    run: run.record && { record: run.record, checked: run.checked, sourceHash: run.sourceHash },
    compare: results.length > 0 ? { results, comparison, records, sourceHash: compare.sourceHash } : null,
    panel: view.panel,
  };
}
