import { request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHAIN } from '../cli/satqn.ts';
import { fuzz } from '../node/service/fuzz.ts';
import { type Served, served } from '../node/service/served.ts';

const SEED = 20261130;

it(`10,000 requests that its OpenAPI suggests find no fault of the service (seed ${SEED})`, () =>
  fuzz(10_000, SEED));

describe('what is sent to hurt it', () => {
  let one: Served;
  beforeAll(async () => {
    one = await served();
  });
  afterAll(() => one.close());

  /** Sends so many bytes as long as it is listened to; the status, or null if the connection was cut. */
  const flood = (bytes: number, headers: Record<string, string>) =>
    new Promise<number | null>((resolve) => {
      const { hostname, port } = new URL(one.service.url);
      const asking = request({
        hostname,
        port,
        method: 'POST',
        path: '/v1/plans',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${one.tokens.alice}`,
          ...headers,
        },
      });
      let left = bytes;
      const piece = Buffer.alloc(1_000_000, '[');
      const push = () => {
        while (left > 0) {
          left -= piece.length;
          if (!asking.write(piece)) {
            asking.once('drain', push);
            return;
          }
        }
        asking.end();
      };
      asking.on('response', (response) => {
        resolve(response.statusCode!);
        asking.destroy();
      });
      asking.on('error', () => resolve(null));
      push();
    });

  it('refuses 100 MB, whether it is told beforehand or not, and does not keep them', async () => {
    const before = process.memoryUsage.rss();
    for (const headers of [{ 'content-length': '100000000' }, { 'transfer-encoding': 'chunked' }]) {
      for (let i = 0; i < 5; i++) expect([413, null]).toContain(await flood(100_000_000, headers));
    }
    expect(await flood(100_000_000, { 'transfer-encoding': 'chunked' })).toBe(413);
    expect(process.memoryUsage.rss() - before).toBeLessThan(200e6);
  });

  it('answers while texts are read that take as long as they may', async () => {
    const nodes = Array.from({ length: 280_000 }, (_, i) => `  - {id: n${i}, kind: ground}`).join('\n');
    const reading = one.ask('POST', '/v1/plans', { body: { scenario: `${CHAIN}\nnodes:\n${nodes}` } });
    const took: number[] = [];
    let isRead = false;
    void reading.finally(() => {
      isRead = true;
    });
    while (!isRead) {
      const began = performance.now();
      expect((await one.ask('GET', '/healthz')).status).toBe(200);
      took.push(performance.now() - began);
    }
    expect((await reading).status).toBe(422);
    expect(took.length).toBeGreaterThan(50);
    expect(took.toSorted((a, b) => a - b)[Math.floor(0.99 * took.length)]).toBeLessThan(500);
  });

  it('keeps the best plan within 10 s when it ends', async () => {
    const scenario = CHAIN.replace('slots: 2', 'slots: 2000').replace('[10, 0]', '10');
    await one.ask('POST', '/v1/plans', { body: { scenario, options: { timeLimitSeconds: 600, gap: 0 } } });
    const began = performance.now();
    await one.service.close();
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
