import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { afterAll, expect, it } from 'vitest';
import type { PlanState, RunCard } from '../../src/node/service/run-card.ts';
import { BIN, satqn, workplace } from './satqn.ts';

const { path, read, record } = workplace();
const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
});

/** The service in a process of its own, and its address. */
function serve(...args: string[]): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [BIN, 'serve', '--data', 'served', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return new Promise((resolve, reject) => {
    let text = '';
    const hear = (piece: Buffer) => {
      text += piece;
      const url = /The service is at (\S+)\n/.exec(text)?.[1];
      if (url) resolve({ child, url });
    };
    child.stdout!.on('data', hear);
    child.stderr!.on('data', hear);
    child.on('exit', () => reject(new Error(text)));
  });
}

const ended = (child: ChildProcess, signal: NodeJS.Signals) =>
  new Promise<number | null>((resolve) => {
    child.on('exit', resolve);
    child.kill(signal);
  });

it('goes on with what has not ended after SIGKILL, and keeps the best plan at SIGTERM', async () => {
  const scenario = readFileSync(new URL('../../examples/paper.yaml', import.meta.url), 'utf8');
  const benders = { relaxationPhase: false, paretoCuts: false, inOut: false, hastyMasters: false };
  const first = await serve();
  const asked = await fetch(`${first.url}/v1/plans`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario, options: { timeLimitSeconds: 600, gap: 0, benders } }),
  });
  const { id } = (await asked.json()) as { id: string };
  const state = async (url: string) =>
    ((await (await fetch(`${url}/v1/plans/${id}`)).json()) as RunCard).state as PlanState | null;
  await expect.poll(() => existsSync(`served/plans/${id}/run.json`)).toBe(true);
  await expect.poll(() => record(`served/plans/${id}`).objective).not.toBeNull();
  await ended(first.child, 'SIGKILL');
  const before = record(`served/plans/${id}`);

  const second = await serve();
  await expect.poll(async () => (await state(second.url))?.stage ?? null).toBe('search');
  expect((await state(second.url))!.objective).toBeGreaterThanOrEqual(before.objective!);
  expect(await ended(second.child, 'SIGTERM')).toBe(0);
  const after = record(`served/plans/${id}`);
  expect(after.objective).toBeGreaterThanOrEqual(before.objective!);
  expect(after).toMatchObject({ status: 'interrupted', certificate: { status: 'verified' } });
  expect(JSON.parse(read(`served/plans/${id}/service.json`))).toMatchObject({
    phase: 'waiting',
    isStopping: false,
  });
});

it('makes tokens, and refuses what is not safe', async () => {
  const made = await satqn(['serve', '--new-token', 'tokens.json', '--name', 'alice']);
  expect([made.code, made.out]).toEqual([0, expect.stringMatching(/^satqn_[\w-]{43}\n$/)]);
  expect(read('tokens.json')).not.toContain(made.out.trim());
  expect(await satqn(['serve', '--new-token', 'tokens.json'])).toMatchObject({ code: 2 });
  const open = await satqn(['serve', '--host', '0.0.0.0', '--data', path('none')]);
  expect([open.code, open.err]).toEqual([2, expect.stringContaining('needs tokens')]);
});

it('says what is wrong with its options, in its own words', async () => {
  const names = await satqn(['serve', '--data', 'no', '--host-name', 'https://a.example', 'b.example:8443']);
  expect(names.code).toBe(2);
  expect(names.err.match(/is no name of a machine/g)).toHaveLength(2);
  const named = await satqn(['serve', '--data', 'no', '--name', 'alice']);
  expect([named.code, named.err]).toEqual([2, expect.stringContaining('Add --new-token FILE')]);
  writeFileSync('file', '');
  const file = await satqn(['serve', '--data', 'file', '--port', '0']);
  expect([file.code, file.err]).toEqual([2, expect.stringContaining('Choose another --data.')]);
  // The id of a process that is there.
  mkdirSync('taken');
  writeFileSync(`taken/lock-${hostname()}-${process.ppid}`, '');
  const taken = await satqn(['serve', '--data', 'taken', '--port', '0']);
  expect([taken.code, taken.err]).toEqual([
    2,
    expect.stringMatching(/is writing here.* choose another --data/),
  ]);
  expect(existsSync('no')).toBe(false);
});
