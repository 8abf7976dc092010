import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../base/errors.ts';

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
export const STUDIO_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/**
 * Every file of the built studio by its address; no other address exists.
 * @throws InputError if the studio is not built
 */
export async function studioFiles(): Promise<Map<string, Buffer>> {
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

/** Media type and caching of an address of the studio. */
export const headersOfStudioFile = (address: string) => ({
  'Content-Type': TYPES[extname(address === '/' ? '/index.html' : address)] ?? 'application/octet-stream',
  // Names of assets change with their content.
  'Cache-Control': address.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store',
});
