import fc from 'fast-check';
import { expect } from 'vitest';
import { CHAIN } from '../../cli/satqn.ts';
import { requestsOf } from './requests.ts';
import { served } from './served.ts';

const STUDY =
  'satqnStudy: 1\nname: tiny\nbase: {scenario: chain}\nmethods: [{method: pull, timeLimitSeconds: 1}]\n';

/** Sends requests that strangers might send, and expects that none of them finds a fault. */
export async function fuzz(requests: number, seed: number): Promise<void> {
  const one = await served({ hasStudio: true, processes: 1 });
  try {
    const { alice, bob } = one.tokens;
    const begun = await one.ask('POST', '/v1/plans', { body: { scenario: CHAIN } });
    const others = await one.ask('POST', '/v1/plans', { body: { scenario: CHAIN }, token: bob });
    const { json: api } = await one.ask('GET', '/openapi.json');
    const known = {
      ids: [begun.json.id, others.json.id],
      texts: [CHAIN, STUDY],
      bodies: [{ scenario: CHAIN }, { study: STUDY, scenario: CHAIN }, { replications: 2 }],
      tokens: [alice, alice, bob],
    };
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(requestsOf(api, known), async ({ method, path, ask }) => {
        // A stream of a run that waits would not end.
        if (path.includes('/events'))
          await one.ask('DELETE', path.replace(/\/events.*/, ''), { token: ask.token ?? null });
        const { status, headers, text, json } = await one.ask(method, path, ask);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect([status, one.notes], text).toEqual([status, []]);
        expect(status).not.toBe(500);
        if (status >= 400 && method !== 'HEAD' && headers['content-type']?.includes('problem')) {
          expect(json).toMatchObject({ type: expect.stringMatching(/^urn:satqn:problem:/), status });
          for (const issue of json.issues) expect(issue.what, text).not.toBe('');
        }
      }),
      { numRuns: requests, seed, endOnFailure: true },
    );
    // What is never accepted tests little.
    for (const status of [200, 202, 404, 422])
      expect([status, statuses.get(status) ?? 0]).not.toEqual([status, 0]);
  } finally {
    await one.close();
  }
}
