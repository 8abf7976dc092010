import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startService } from '../../../src/node/service/service.ts';
import { DEFAULT_SERVICE } from '../../../src/node/service/setting.ts';
import { CHAIN, satqn } from '../../cli/satqn.ts';
import { type Served, served } from './served.ts';

const STUDY = `satqnStudy: 1
name: two
base: {scenario: chain}
schemes: [ps-egr, nss]
methods: [{method: milp, timeLimitSeconds: 5}]
`;

describe('the service', () => {
  let one: Served;
  /** A plan that has ended, and its address. */
  // biome-ignore lint/suspicious/noExplicitAny: of the shape that the first test expects.
  let plan: any;
  let path: string;
  beforeAll(async () => {
    one = await served({ hasStudio: true });
    path = await begin();
    plan = await one.ended(path);
  });
  afterAll(() => one.close());

  const begin = async (body: object = { scenario: CHAIN, options: { method: 'milp', gap: 0 } }) => {
    const reply = await one.ask('POST', '/v1/plans', { body });
    expect(reply.status).toBe(202);
    return `/v1/plans/${reply.json.id}`;
  };

  it('plans into a run directory that the command line opens', async () => {
    expect(plan).toMatchObject({
      title: 'chain',
      phase: 'done',
      problem: null,
      state: { status: 'optimal', isVerified: true, unwritten: [] },
    });
    expect(plan.state.objective).toBeCloseTo(plan.state.bound, 6);
    const directory = join(one.root, 'plans', plan.id);
    expect((await satqn(['verify', directory])).code).toBe(0);
    const record = await one.ask('GET', `${path}/files/run.json`);
    expect(record.json).toEqual(JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8')));
    expect(record.json.objective).toBe(plan.state.objective);
    expect((await one.ask('GET', `${path}/files/report.html`)).headers['content-security-policy']).toContain(
      'sandbox',
    );
    expect((await one.ask('GET', `${path}/files/pointing.csv`)).status).toBe(404);
    expect((await one.ask('GET', `${path}/files/service.json`)).status).toBe(422);
    expect((await one.ask('GET', `${path}/files/..%2frun.json`)).status).toBe(422);
  });

  it('shows a run to nobody but its owner', async () => {
    const { bob } = one.tokens;
    for (const [method, address] of [
      ['GET', path],
      ['GET', `${path}/events`],
      ['GET', `${path}/files/run.json`],
      ['DELETE', path],
      ['POST', `${path}/studio`],
    ] as const) {
      expect([address, (await one.ask(method, address, { token: bob })).status]).toEqual([address, 404]);
    }
    const body = {};
    expect((await one.ask('POST', `${path}/simulations`, { token: bob, body })).status).toBe(404);
    expect((await one.ask('GET', '/v1/plans', { token: bob })).json).toEqual({ runs: [], total: 0 });
    expect((await one.ask('GET', path, { token: null })).status).toBe(401);
  });

  it('begins nothing new for the same request with the same key', async () => {
    const headers = { 'idempotency-key': 'a key' };
    const body = { scenario: CHAIN };
    const [first, second] = await Promise.all([
      one.ask('POST', '/v1/plans', { body, headers }),
      one.ask('POST', '/v1/plans', { body, headers }),
    ]);
    expect([first!.status, second!.status]).toEqual([202, 202]);
    expect(second!.json.id).toBe(first!.json.id);
    const other = await one.ask('POST', '/v1/plans', { body: { ...body, options: { seed: 2 } }, headers });
    expect(other.json).toMatchObject({ status: 409, issues: [{ where: 'Idempotency-Key' }] });
    const bobs = await one.ask('POST', '/v1/plans', { body, headers, token: one.tokens.bob });
    expect(bobs.json.id).not.toBe(first!.json.id);
  });

  it('names all mistakes at once, with where, what and how', async () => {
    const reply = await one.ask('POST', '/v1/plans', {
      body: { scenario: CHAIN, options: { solver: 'cbc', gap: 2 }, out: 'x' },
    });
    expect(reply.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(reply.json).toMatchObject({ type: 'urn:satqn:problem:invalid', status: 422 });
    expect(reply.json.issues.map(({ where }: { where: string }) => where).sort()).toEqual([
      'options.gap',
      'options.solver',
      'out',
    ]);
    const scenario = CHAIN.replace('capacity: 5', 'capacity: -5').replace('source: a', 'source: z');
    const wrong = await one.ask('POST', '/v1/plans', { body: { scenario } });
    expect(wrong.json.issues).toHaveLength(2);
    expect(wrong.json.issues[0]).toMatchObject({ where: expect.stringMatching(/^links.*line 9/) });
    const options = { method: 'milp', hybrid: {} };
    const both = await one.ask('POST', '/v1/plans', { body: { scenario, options } });
    expect(both.json.issues.slice(1)).toEqual(wrong.json.issues);
    expect(both.json.issues[0].what).toMatch(/^The method milp has no master/);
    const file = `${CHAIN.replace('slots: 2,', "slots: 2, start: '2026-03-20T18:00:00Z',")}satellites:\n  - {tle: {file: /etc/passwd}}\n`;
    const refused = await one.ask('POST', '/v1/plans', { body: { scenario: file } });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining('reads no files')]);
  });

  it('refuses what is too large or too deep, or would grow', async () => {
    const large = await one.ask('POST', '/v1/plans', { body: { scenario: 'x'.repeat(10_000_001) } });
    expect(large.status).toBe(413);
    const deep = `{"scenario":{"a":${'['.repeat(300_000)}${']'.repeat(300_000)}}}`;
    expect((await one.ask('POST', '/v1/plans', { body: deep })).status).toBe(422);
    const yaml = { scenario: `a: ${'['.repeat(2_000)}` };
    expect((await one.ask('POST', '/v1/plans', { body: yaml })).status).toBe(422);
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (const [i, key] of [...'bcdefghij'].entries()) {
      bomb.push(`${key}: &${key} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`);
    }
    const grown = await one.ask('POST', '/v1/plans', { body: { scenario: bomb.join('\n') } });
    expect([grown.status, grown.text]).toEqual([422, expect.stringContaining('aliases')]);
    expect(
      (await one.ask('POST', '/v1/plans', { body: 'x', headers: { 'content-type': 'text/plain' } })).status,
    ).toBe(415);
    expect((await one.ask('POST', '/v1/plans', { body: '{' })).status).toBe(400);
    expect((await one.ask('POST', '/v1/plans', { body: '{"__proto__":{"scenario":"x"}}' })).status).toBe(400);
  });

  it('refuses as problems, too, what is no request', async () => {
    const address = await one.ask('GET', '/v1/plans/%zz');
    expect([address.status, address.json?.type]).toEqual([400, 'urn:satqn:problem:malformed']);
    const headers = await one.ask('GET', '/healthz', { headers: { x: 'x'.repeat(40_000) } });
    expect([headers.status, headers.json?.type]).toEqual([431, 'urn:satqn:problem:header-too-large']);
    const both = {
      'transfer-encoding': 'chunked',
      'content-length': '2',
      'content-type': 'application/json',
    };
    const smuggled = await one.ask('POST', '/v1/plans', { headers: both, body: '{}' });
    expect([smuggled.status, smuggled.json?.type]).toEqual([400, 'urn:satqn:problem:malformed']);
  });

  it('stops a plan and keeps the best, then removes it', async () => {
    const scenario = readFileSync(new URL('../../../examples/paper.yaml', import.meta.url), 'utf8');
    const slow = { relaxationPhase: false, paretoCuts: false, inOut: false, hastyMasters: false };
    const path = await begin({ scenario, options: { timeLimitSeconds: 20, gap: 0, benders: slow } });
    expect((await one.ask('DELETE', `${path}?remove=true`)).status).toBe(409);
    await expect.poll(async () => (await one.ask('GET', path)).json.state?.objective ?? null).not.toBeNull();
    expect((await one.ask('DELETE', path)).json).toMatchObject({ isStopping: true });
    const plan = await one.ended(path);
    expect(plan).toMatchObject({ phase: 'stopped', state: { status: 'interrupted', isVerified: true } });
    const record = (await one.ask('GET', `${path}/files/run.json`)).json;
    expect(record.objective).toBe(plan.state.objective);
    expect((await one.ask('DELETE', path)).status).toBe(200);
    expect((await one.ask('DELETE', `${path}?remove=true`)).status).toBe(204);
    expect(existsSync(join(one.root, 'plans', plan.id))).toBe(false);
    expect((await one.ask('GET', path)).status).toBe(404);
  });

  it('simulates plans and runs studies', async () => {
    const simulation = await one.ask('POST', `${path}/simulations`, { body: { replications: 3 } });
    const study = await one.ask('POST', '/v1/studies', { body: { study: STUDY, scenario: CHAIN } });
    expect([simulation.status, study.status]).toEqual([202, 202]);
    const simulated = await one.ended(`/v1/simulations/${simulation.json.id}`);
    expect(simulated).toMatchObject({ phase: 'done', state: { replications: 3, ended: 'replications' } });
    const result = await one.ask('GET', `/v1/simulations/${simulation.json.id}/files/simulation.json`);
    expect(result.json.total.planned).toBe(simulated.state.plannedPairs);
    const studied = await one.ended(`/v1/studies/${study.json.id}`);
    expect(studied).toMatchObject({ phase: 'done', problem: null, state: { jobs: 1, done: 1, failed: 0 } });
    expect((await one.ask('GET', `/v1/studies/${study.json.id}/files/summary.csv`)).text).toContain('nss');
    const long = { study: STUDY.replace('Seconds: 5', 'Seconds: 5000'), scenario: CHAIN };
    expect((await one.ask('POST', '/v1/studies', { body: long })).json.issues[0].what).toMatch(
      /your token allows 3600/,
    );
    expect((await one.ask('POST', '/v1/studies', { body: { study: STUDY } })).status).toBe(422);
  });

  it('ends streams of events when it reads the tokens again', async () => {
    const scenario = readFileSync(new URL('../../../examples/paper.yaml', import.meta.url), 'utf8');
    const slow = { relaxationPhase: false, paretoCuts: false, inOut: false, hastyMasters: false };
    const path = await begin({ scenario, options: { timeLimitSeconds: 60, gap: 0, benders: slow } });
    const following = one.ask('GET', `${path}/events`);
    const streams = async () => (await one.ask('GET', '/metrics')).text;
    await expect.poll(streams).toMatch(/satqn_event_streams 1/);
    await one.service.reloadTokens();
    expect((await following).text).not.toContain('event: end');
    expect(await streams()).toMatch(/satqn_event_streams 0/);
    // Who asks for headers alone gets no stream that would stay.
    expect((await one.ask('HEAD', `${path}/events`)).headers['content-type']).toMatch(/^text\/event-stream/);
    expect(await streams()).toMatch(/satqn_event_streams 0/);
    await one.ask('DELETE', path);
    await one.ended(path);
    one.notes.splice(0);
  });

  it('removes no plan while it is being simulated', async () => {
    const body = { replications: 100_000 };
    const { id } = (await one.ask('POST', `${path}/simulations`, { body })).json;
    expect((await one.ask('DELETE', `${path}?remove=true`)).status).toBe(409);
    expect((await one.ask('GET', path)).status).toBe(200);
    await one.ask('DELETE', `/v1/simulations/${id}`);
    await one.ended(`/v1/simulations/${id}`);
  });

  it('opens a run in the studio with a cookie, never with the token in an address', async () => {
    expect((await one.ask('GET', '/studio/open.html', { token: null })).text).toContain('type="password"');
    expect((await one.ask('GET', '/studio/', { token: null })).text).toContain('<div id="root">');
    expect((await one.ask('GET', '/studio/served.json', { token: null })).status).toBe(404);
    const opened = await one.ask('POST', `${path}/studio`);
    const [cookie] = opened.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie!.split(';')[0]! };
    const [file] = (await one.ask('GET', '/studio/served.json', { token: null, headers })).json;
    expect(JSON.parse(file.text).scenario.name).toBe('chain');
  });

  it('describes itself, and counts what it does', async () => {
    const { json } = await one.ask('GET', '/openapi.json', { token: null });
    expect(Object.keys(json.paths)).toEqual(
      expect.arrayContaining(['/v1/plans', '/v1/plans/{id}/events', '/v1/studies', '/healthz']),
    );
    const typesOf = (address: string, method: string, status: number) =>
      Object.keys(json.paths[address][method].responses[status].content ?? {});
    expect(typesOf('/v1/plans/{id}/files/{name}', 'get', 200)).toEqual(
      expect.arrayContaining(['application/json', 'text/html', 'text/csv']),
    );
    expect(typesOf('/v1/plans/{id}', 'delete', 200)).toEqual(['application/json']);
    expect(typesOf('/v1/plans/{id}', 'delete', 204)).toEqual([]);
    expect(typesOf('/v1/plans/{id}/studio', 'post', 204)).toEqual([]);
    expect((await one.ask('GET', '/readyz', { token: null })).json.status).toBe('ok');
    const { text } = await one.ask('GET', '/metrics', { token: null });
    expect(text).toMatch(/satqn_runs_ended_total\{kind="plan",phase="done"\} [1-9]/);
    expect(text).not.toMatch(/alice/);
    expect(one.notes).toEqual([]);
  });
});

it('refuses requests by the name of another site, and too many of one token, but not of others', async () => {
  const one = await served({ requestsPerMinute: 3 });
  try {
    const rebound = await one.ask('GET', '/v1/plans', { headers: { host: 'rebound.example' } });
    expect([rebound.status, rebound.json.type]).toEqual([403, 'urn:satqn:problem:forbidden']);
    for (let i = 0; i < 3; i++) expect((await one.ask('GET', '/v1/plans')).status).toBe(200);
    const fourth = await one.ask('GET', '/v1/plans');
    expect([fourth.status, fourth.json.type]).toEqual([429, 'urn:satqn:problem:too-many-requests']);
    expect(Number(fourth.headers['retry-after'])).toBeGreaterThan(0);
    expect((await one.ask('GET', '/v1/plans', { token: one.tokens.bob })).status).toBe(200);
    expect((await one.ask('GET', '/healthz')).status).toBe(200);
  } finally {
    await one.close();
  }
});

it('refuses requests while it cannot keep up, except those that watch it', async () => {
  // Any lag at all is too much for it.
  const one = await served({ lagAtMost: Number.MIN_VALUE });
  try {
    const refused = async () => (await one.ask('GET', '/v1/plans')).json.type;
    await expect.poll(refused, { timeout: 20_000 }).toBe('urn:satqn:problem:busy');
    expect((await one.ask('GET', '/healthz')).status).toBe(200);
  } finally {
    await one.close();
  }
});

it('opens no more streams of events than it may', async () => {
  const one = await served({ streamsAtMost: 0 });
  try {
    const { id } = (await one.ask('POST', '/v1/plans', { body: { scenario: CHAIN } })).json;
    expect((await one.ask('GET', `/v1/plans/${id}/events`)).json.type).toBe('urn:satqn:problem:busy');
  } finally {
    await one.close();
  }
});

it('begins no run that a quota of its token does not allow', async () => {
  const one = await served({ quotas: { alice: { kept: 1 } } });
  try {
    const body = { scenario: CHAIN };
    expect((await one.ask('POST', '/v1/plans', { body })).status).toBe(202);
    const second = await one.ask('POST', '/v1/plans', { body });
    expect([second.status, second.json.type]).toEqual([429, 'urn:satqn:problem:quota']);
    expect((await one.ask('POST', '/v1/plans', { body, token: one.tokens.bob })).status).toBe(202);
  } finally {
    await one.close();
  }
});

it('is not opened to other machines without tokens', async () => {
  const setting = {
    ...DEFAULT_SERVICE,
    root: 'nowhere',
    host: '0.0.0.0',
    hostNames: [],
    tokenFile: null,
    processes: 1,
    onNote() {},
  };
  await expect(startService(setting)).rejects.toThrow(/needs tokens/);
  expect(existsSync('nowhere')).toBe(false);
});
