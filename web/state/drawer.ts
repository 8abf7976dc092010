/** What tabs leave with the browser (IndexedDB): one entry for each, so that a reload finds it again. */

const DATABASE = 'satqn-studio';
const STORE = 'tabs';
/** Tabs that are closed leave their entry behind; the oldest go. */
const MOST_TABS = 8;

interface Entry<Content> {
  readonly tab: string;
  /** ms since 1970. */
  readonly savedAt: number;
  readonly content: Content;
}

/** The name of this tab, which a reload does not change. */
function tabName(): string {
  const KEY = 'satqn-tab';
  const name = sessionStorage.getItem(KEY) ?? crypto.randomUUID();
  sessionStorage.setItem(KEY, name);
  return name;
}

/** @throws where the browser keeps nothing, as in some private windows, or has no room */
export async function put<Content>(content: Content): Promise<void> {
  const entry: Entry<Content> = { tab: tabName(), savedAt: Date.now(), content };
  await inStore('readwrite', (store) => store.put(entry));
}

/** Null where there is nothing of this tab. @throws as {@link put} */
export async function take<Content>(): Promise<Content | null> {
  const entries = await inStore<Entry<Content>[]>('readonly', (store) => store.getAll());
  const own = tabName();
  const others = entries.filter(({ tab }) => tab !== own).sort((a, b) => b.savedAt - a.savedAt);
  for (const { tab } of others.slice(MOST_TABS - 1)) await inStore('readwrite', (store) => store.delete(tab));
  return entries.find(({ tab }) => tab === own)?.content ?? null;
}

/** @throws as {@link put} */
export async function empty(): Promise<void> {
  await inStore('readwrite', (store) => store.delete(tabName()));
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest,
): Promise<Result> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: 'tab' });
  const database = await resultOf<IDBDatabase>(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onerror = transaction.onabort = () => reject(transaction.error ?? request.error);
    });
    return request.result;
  } finally {
    database.close();
  }
}

const resultOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
