import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSum } from '../../../src/qubo/qubo.ts';
import type { SampleAnswer } from '../../../src/qubo/sampler.ts';
import { externalSampler } from '../../../src/solvers/node/external/sampler.ts';
import { energyFrom, fromCoo } from '../../qubo/from-coo.ts';

// Shell scripts as samplers; each test says what they do.
let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'samplers-'));
});
afterEach(() => rmSync(place, { recursive: true }));

const sum = openSum(5);
sum.addSquare(
  [
    [0, 1],
    [3, -2],
    [4, 3],
  ],
  0.5,
  1,
);
const qubo = sum.total();

function sample(script: string, seconds = 20, signal?: AbortSignal): Promise<SampleAnswer> {
  const path = join(place, "sampler with spaces; and 'quotes'");
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return externalSampler([path, 'one', '$(two)'], place).sample({
    qubo,
    groups: [],
    scale: { hot: 1, cold: 1 },
    reads: 3,
    seconds,
    seed: 7,
    ...(signal && { signal }),
  });
}

const rows = ({ reads }: SampleAnswer) => reads.map((bits) => [...bits].join(''));

it('gets the QUBO with what is asked, without a shell, and its bit strings are read up to those asked for', async () => {
  const answer = await sample(
    `cat > ${place}/in; echo "$@" > ${place}/arguments; echo 'c done'; echo; printf '10010\\n00001\\n11111\\n00000\\n'`,
  );
  expect(answer.trouble).toBeNull();
  expect(rows(answer)).toEqual(['10010', '00001', '11111']);
  expect(readFileSync(join(place, 'arguments'), 'utf8')).toBe('one $(two)\n');
  const text = readFileSync(join(place, 'in'), 'utf8');
  expect(text).toMatch(/^c reads 3$/m);
  expect(text).toMatch(/^c seconds 20$/m);
  expect(text).toMatch(/^c seed 7$/m);
  expect(energyFrom(fromCoo(text), [1, 0, 0, 1, 0])).toBeCloseTo(0.25, 12);
  expect(energyFrom(fromCoo(text), [0, 1, 1, 0, 1])).toBeCloseTo(12.25, 12);
});

it.each([
  ['strings of a wrong length', "printf '1001\\n100101\\n'", /no reads: 2/],
  ['garbage', "head -c 20000 /dev/urandom | tr '\\n' 'x'; echo; echo 1002", /no reads/],
  ['a crash', 'echo broken >&2; exit 3', /ended with code 3, saying: broken/],
  ['a signal', 'kill -9 $$', /ended by SIGKILL/],
])('%s give no read, and what went wrong', async (_, script, trouble) => {
  const answer = await sample(script);
  expect(rows(answer)).toEqual([]);
  expect(answer.trouble).toMatch(trouble);
});

it('reads printed before a crash count, and one that reads nothing of its input is no trouble', async () => {
  const answer = await sample("printf '10000\\n'; exit 1");
  expect(rows(answer)).toEqual(['10000']);
  expect(answer.trouble).toMatch(/code 1/);
  expect((await sample("exec 0<&-; printf '10000\\n'")).trouble).toBeNull();
});

it('is killed at its time limit together with what it started, and what it printed counts', async () => {
  const answer = await sample(
    `trap '' INT TERM; printf '00100\\n'; (trap '' INT TERM; sleep 2; touch ${place}/survivor) & sleep 30`,
    0.3,
  );
  expect(answer.trouble).toMatch(/time limit/);
  expect(rows(answer)).toEqual(['00100']);
  await new Promise((resolve) => setTimeout(resolve, 2500));
  expect(existsSync(join(place, 'survivor'))).toBe(false);
});

it('what it leaves behind when it ends is killed, too', async () => {
  const answer = await sample(
    `(exec >/dev/null 2>&1 </dev/null; sleep 1; touch ${place}/survivor) & printf '00100\\n'`,
  );
  expect(rows(answer)).toEqual(['00100']);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect(existsSync(join(place, 'survivor'))).toBe(false);
});

it('is killed if it prints without end, and its output fills no memory', async () => {
  const answer = await sample("printf '00100\\n'; yes 01010");
  expect(answer.trouble).toMatch(/too much/);
  expect(rows(answer)).toEqual(['00100', '01010', '01010']);
  expect((await sample("tr '\\0' '1' < /dev/zero")).trouble).toMatch(/too much/);
});

it('is stopped when the run is interrupted, and a missing program is trouble, not an exception', async () => {
  const interruption = new AbortController();
  setTimeout(() => interruption.abort(), 100);
  expect((await sample('sleep 30', 20, interruption.signal)).trouble).toMatch(/interrupted/);
  const missing = externalSampler([join(place, 'nothing')], place);
  const task = { qubo, groups: [], scale: { hot: 1, cold: 1 }, reads: 1, seconds: 1, seed: 1 };
  expect((await missing.sample(task)).trouble).toMatch(/cannot be started/);
});
