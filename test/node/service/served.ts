import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Quotas } from '../../../src/node/service/quotas.ts';
import type { Service } from '../../../src/node/service/service.ts';
import { DEFAULT_SERVICE, type ServiceSetting } from '../../../src/node/service/setting.ts';

/** The built service: its processes start quickly, since nothing has to be compiled. */
const built = (file: string) =>
  import(pathToFileURL(fileURLToPath(new URL(`../../../dist/node/service/${file}`, import.meta.url))).href);
const { startService } = (await built('service.js')) as typeof import('../../../src/node/service/service.ts');
const { addToken } = (await built('tokens.js')) as typeof import('../../../src/node/service/tokens.ts');

interface Reply {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: of another shape for every address.
  readonly json: any;
}

export interface Ask {
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a text or bytes as they are. */
  readonly body?: unknown;
}

export interface Served {
  readonly root: string;
  readonly service: Service;
  readonly tokens: { readonly alice: string; readonly bob: string };
  readonly notes: string[];
  ask(method: string, path: string, ask?: Ask): Promise<Reply>;
  /** Asks again until the run has ended, and returns it. */
  // biome-ignore lint/suspicious/noExplicitAny: of another shape for every kind.
  ended(path: string): Promise<any>;
  close(): Promise<void>;
}

/** Milliseconds: streams say more often that they are still there. */
const SILENT_AT_MOST = 60_000;

/** A service with two tokens in a directory of its own. */
export async function served({
  quotas = {},
  ...setting
}: Partial<ServiceSetting> & {
  readonly quotas?: Readonly<Record<string, Partial<Quotas>>>;
} = {}): Promise<Served> {
  const root = setting.root ?? mkdtempSync(join(tmpdir(), 'satqn-served-'));
  const tokenFile = join(mkdtempSync(join(tmpdir(), 'satqn-tokens-')), 'tokens.json');
  const tokens = { alice: await addToken(tokenFile, 'alice'), bob: await addToken(tokenFile, 'bob') };
  const file = JSON.parse(readFileSync(tokenFile, 'utf8'));
  for (const token of file.tokens) token.quotas = quotas[token.name] ?? {};
  writeFileSync(tokenFile, JSON.stringify(file));
  const notes: string[] = [];
  const service = await startService({
    ...DEFAULT_SERVICE,
    root,
    port: 0,
    hostNames: [],
    tokenFile,
    processes: 2,
    // A machine that is busy with other things is no failure.
    lagAtMost: 0,
    requestsPerMinute: 1_000_000,
    onNote: (text) => notes.push(text),
    ...setting,
  });
  const { hostname, port } = new URL(service.url);
  const ask: Served['ask'] = (method, path, { token = tokens.alice, headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      const content = body === undefined ? undefined : isRaw ? body : JSON.stringify(body);
      const asking = request(
        {
          hostname,
          port,
          method,
          path,
          headers: {
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(content === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(content)) }),
            ...headers,
          },
        },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (piece) => {
            text += piece;
          });
          response.on('error', reject).on('end', () => {
            const isJson = text !== '' && /json/.test(response.headers['content-type'] ?? '');
            resolve({
              status: response.statusCode!,
              headers: response.headers,
              text,
              json: isJson ? JSON.parse(text) : null,
            });
          });
        },
      );
      const hangs = () => asking.destroy(new Error(`${method} ${path} does not end`));
      asking.setTimeout(SILENT_AT_MOST, hangs).on('error', reject).end(content);
    });
  return {
    root,
    service,
    tokens,
    notes,
    ask,
    async ended(path) {
      const { text } = await ask('GET', `${path}/events`);
      return JSON.parse(/event: end\ndata: (.*)\n\n$/.exec(text)![1]!);
    },
    async close() {
      await service.close();
      if (!setting.root) rmSync(root, { recursive: true, force: true });
    },
  };
}
