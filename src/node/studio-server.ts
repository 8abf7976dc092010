import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../base/errors.ts';

export interface StudioServer {
  /** Address of the studio, which includes what to open. */
  readonly url: string;
  close(): Promise<void>;
}

/** A text that the studio opens first. */
export interface ServedFile {
  readonly name: string;
  readonly text: string;
}

const LOOPBACK = '127.0.0.1';
const SITE = new URL(import.meta.url.endsWith('.ts') ? '../../dist/studio/' : '../studio/', import.meta.url);

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/**
 * Nothing from other hosts, no inline code or style. The last two isolate the page, so it can share memory with its
 * solver and stop it in the middle of a solve.
 */
const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * Serves the built studio on the loopback interface: only its own files, and the ones given.
 * @param port 0 for any free one
 * @throws InputError if the studio is not built, or the port is taken
 */
export async function startStudioServer(
  options: { readonly port?: number; readonly open?: readonly ServedFile[] } = {},
): Promise<StudioServer> {
  const files = await siteFiles();
  if (options.open) files.set('/served.json', Buffer.from(JSON.stringify(options.open)));
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    answer(request, response, files, port);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portProblem(error, options.port ?? 0)));
    server.listen(options.port ?? 0, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
  return {
    url: `http://${LOOPBACK}:${port}/${options.open ? '#served' : ''}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Every file of the site by its address; no other address exists. */
async function siteFiles(): Promise<Map<string, Buffer>> {
  const root = fileURLToPath(SITE);
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = new Map<string, Buffer>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = `${entry.parentPath}/${entry.name}`;
    const address = path.slice(root.length).replaceAll('\\', '/').replace(/^\/*/, '/');
    files.set(address, await readFile(path));
  }
  const page = files.get('/index.html');
  if (!page) {
    const message = 'The studio has not been built.';
    throw new InputError([{ path: '', message, hint: 'In a checkout, run: npm run build' }]);
  }
  return files.set('/', page);
}

function answer(
  request: IncomingMessage,
  response: ServerResponse,
  files: ReadonlyMap<string, Buffer>,
  port: number,
): void {
  // With another host name, a page from elsewhere could get in (DNS rebinding).
  if (request.headers.host !== `${LOOPBACK}:${port}` && request.headers.host !== `localhost:${port}`) {
    response.writeHead(403, HEADERS).end();
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const address = (request.url ?? '/').split('?')[0]!;
  const content = files.get(address);
  if (!content) {
    response.writeHead(404, HEADERS).end();
    return;
  }
  // Names of assets change with their content.
  const cache = address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  const type = TYPES[extname(address === '/' ? '/index.html' : address)] ?? 'application/octet-stream';
  response.writeHead(200, {
    ...HEADERS,
    'Content-Type': type,
    'Content-Length': content.length,
    'Cache-Control': cache,
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

function portProblem(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const reason = error.code === 'EACCES' ? 'is reserved for the system' : 'is taken by another program';
  return new InputError([
    {
      path: '--port',
      message: `Port ${port} ${reason}.`,
      hint: 'Choose another port, or leave out --port to take any free one.',
    },
  ]);
}
