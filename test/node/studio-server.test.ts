import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/base/errors.ts';
import { type StudioServer, startStudioServer } from '../../src/node/studio-server.ts';

/** As `fetch`, but the path and the header Host go out as they are. */
const ask = (url: URL, path: string, headers: Record<string, string> = {}, method = 'GET') =>
  new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }>(
    (resolve, reject) => {
      const asking = request({ host: url.hostname, port: url.port, path, headers, method }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece) => {
          text += piece;
        });
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, text }));
      });
      asking.on('error', reject).end();
    },
  );

describe('the server of the studio', () => {
  let server: StudioServer;
  let url: URL;
  beforeAll(async () => {
    server = await startStudioServer({ open: [{ name: 'a.yaml', text: 'satqn: 1' }] });
    url = new URL(server.url);
  });
  afterAll(() => server.close());

  it('serves the page, its assets and the given file, on loopback', async () => {
    expect(url.hostname).toBe('127.0.0.1');
    expect(url.hash).toBe('#served');
    const page = await ask(url, '/');
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const script = page.text.match(/src="\.(\/assets\/[^"]+\.js)"/)![1]!;
    expect(await ask(url, script)).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': expect.stringContaining('immutable'),
      },
    });
    expect(JSON.parse((await ask(url, '/served.json')).text)).toEqual([{ name: 'a.yaml', text: 'satqn: 1' }]);
    expect((await ask(url, '/', {}, 'HEAD')).text).toBe('');
  });

  it('serves nothing else, whatever the address', async () => {
    for (const path of [
      '/package.json',
      '/../package.json',
      '/assets/../../../package.json',
      '/%2e%2e/package.json',
      '//etc/passwd',
      '/assets',
      '/served.json/',
    ]) {
      expect([path, (await ask(url, path)).status]).toEqual([path, 404]);
    }
    expect((await ask(url, '/', {}, 'POST')).status).toBe(405);
    // A name that someone else lets point here.
    expect((await ask(url, '/served.json', { host: 'rebound.example' })).status).toBe(403);
  });

  it('lets the page load nothing from other hosts and run only its own code', async () => {
    for (const path of ['/', '/served.json', '/nowhere']) {
      const { headers } = await ask(url, path);
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/'unsafe-|\*|https?:/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
    }
  });

  it('says when its port is taken', async () => {
    await expect(startStudioServer({ port: Number(url.port) })).rejects.toThrow(InputError);
  });
});
