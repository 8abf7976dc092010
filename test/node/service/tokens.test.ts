import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { DEFAULT_QUOTAS } from '../../../src/node/service/quotas.ts';
import { addToken, readTokens } from '../../../src/node/service/tokens.ts';

const directory = mkdtempSync(join(tmpdir(), 'satqn-tokens-'));
afterAll(() => rmSync(directory, { recursive: true }));
const file = (name: string) => join(directory, name);

it('keeps hashes of tokens only, in a file that nobody else may read', async () => {
  const alice = await addToken(file('a.json'), 'alice');
  const bob = await addToken(file('a.json'), 'bob');
  expect(alice).toMatch(/^satqn_[\w-]{43}$/);
  const text = readFileSync(file('a.json'), 'utf8');
  for (const token of [alice, bob]) expect(text).not.toContain(token.slice(6));
  expect(statSync(file('a.json')).mode & 0o777).toBe(0o600);
  const tokens = await readTokens(file('a.json'));
  expect(tokens.callerOf(alice)).toEqual({ name: 'alice', quotas: DEFAULT_QUOTAS });
  expect(tokens.callerOf(bob)?.name).toBe('bob');
  expect(tokens.callerOf(`${alice}x`)).toBeNull();
  await expect(addToken(file('a.json'), 'bob')).rejects.toThrow(/has a token of bob already/);
});

it('takes quotas from the file', async () => {
  const token = await addToken(file('q.json'), 'carol');
  const content = JSON.parse(readFileSync(file('q.json'), 'utf8'));
  content.tokens[0].quotas = { atOnce: 2 };
  writeFileSync(file('q.json'), JSON.stringify(content));
  expect((await readTokens(file('q.json'))).callerOf(token)?.quotas).toEqual({
    ...DEFAULT_QUOTAS,
    atOnce: 2,
  });
});

it('refuses a file that others may read, and says what to do', async () => {
  await addToken(file('open.json'), 'alice');
  chmodSync(file('open.json'), 0o640);
  await expect(readTokens(file('open.json'))).rejects.toThrow(/mode 640.*chmod 600/);
  await expect(addToken(file('open.json'), 'bob')).rejects.toThrow(/mode 640/);
});

it('names every mistake of the file', async () => {
  const tokens = [{ name: 'local', sha256: 'ff', quotas: { atOnce: 0, disk: 1 } }];
  writeFileSync(file('wrong.json'), JSON.stringify({ satqnTokens: 1, tokens }), { mode: 0o600 });
  const wrong = await readTokens(file('wrong.json')).catch((error: Error) => error.message);
  for (const path of ['name', 'sha256', 'quotas.atOnce', 'quotas.disk'])
    expect(wrong).toContain(`tokens[0].${path}`);
  writeFileSync(file('text.json'), 'secret', { mode: 0o600 });
  await expect(readTokens(file('text.json'))).rejects.toThrow(/not JSON/);
  await expect(addToken(file('new.json'), 'no blanks')).rejects.toThrow(/name/);
});
