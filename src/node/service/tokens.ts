import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import * as z from 'zod';
import { InputError } from '../../base/errors.ts';
import { formatJson } from '../../io/json.ts';
import { checkInput } from '../../scenario/check-input.ts';
import { writeAtomically } from '../atomic-file.ts';
import { readText } from '../run-directory.ts';
import { DEFAULT_QUOTAS, type Quotas, quotasSchema } from './quotas.ts';

/** Whose request it is. */
export interface Caller {
  readonly name: string;
  readonly quotas: Quotas;
}

/** Who may use the service: the caller of each token. */
export interface Tokens {
  callerOf(token: string): Caller | null;
  readonly count: number;
}

/** Everybody on this machine, where there are no tokens. */
export const LOCAL_CALLER: Caller = { name: 'local', quotas: DEFAULT_QUOTAS };

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][\w.-]{0,63}$/,
    'must begin with a letter or digit, with up to 63 letters, digits, - . _ after it',
  )
  .refine(
    (text) => text !== LOCAL_CALLER.name,
    `must not be '${LOCAL_CALLER.name}', which is for services without tokens`,
  )
  .describe('Whose token it is.');

const fileSchema = z.strictObject({
  satqnTokens: z.literal(1),
  tokens: z.array(
    z.strictObject({
      name,
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits')
        .describe('SHA-256 of the token.'),
      quotas: quotasSchema.partial().exactOptional(),
    }),
  ),
});
type TokenFile = z.infer<typeof fileSchema>;

/** Tokens are long and random, so a fast hash keeps them: nobody can try them all. */
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** @throws InputError if it is no such file, or if others than its owner may read it */
export async function readTokens(path: string): Promise<Tokens> {
  const { tokens } = await readTokenFile(path);
  // The hash is looked up: how long that takes says nothing of a token, since nobody can choose its hash.
  const callers = new Map(
    tokens.map(({ sha256, name, quotas }): [string, Caller] => [
      sha256,
      { name, quotas: { ...DEFAULT_QUOTAS, ...(quotas as Partial<Quotas>) } },
    ]),
  );
  return { callerOf: (token) => callers.get(hashOf(token)) ?? null, count: callers.size };
}

async function readTokenFile(path: string): Promise<TokenFile> {
  const text = await readText(path);
  await refuseOpen(path);
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    const message = 'This is no file of tokens: it is not JSON.';
    throw new InputError([{ path: '', file: path, message, hint: NEW_TOKEN_HINT }]);
  }
  try {
    return checkInput(fileSchema, content);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.issues.map((issue) => ({ ...issue, file: path })));
  }
}

const NEW_TOKEN_HINT = 'Make one with: satqn serve --new-token FILE --name NAME';

async function refuseOpen(path: string): Promise<void> {
  // Windows has no such modes.
  if (process.platform === 'win32') return;
  const { mode } = await stat(path);
  if ((mode & 0o077) === 0) return;
  const message = `Others may read or change the file of tokens (mode ${(mode & 0o777).toString(8)}).`;
  throw new InputError([{ path: '', file: path, message, hint: `Run: chmod 600 ${path}` }]);
}

/**
 * Adds a new token to a file, which is made if it does not exist.
 * @returns the token, of which the file holds only a hash
 * @throws InputError if the file is no such file, or the name is taken or not valid
 */
export async function addToken(path: string, owner: string): Promise<string> {
  const isNew = !existsSync(path);
  const { tokens }: TokenFile = isNew ? { satqnTokens: 1, tokens: [] } : await readTokenFile(path);
  checkInput(z.strictObject({ name }), { name: owner });
  if (tokens.some((token) => token.name === owner)) {
    const message = `${path} has a token of ${owner} already.`;
    throw new InputError([
      { path: '--name', message, hint: 'Choose another name, or remove it from the file.' },
    ]);
  }
  const token = `satqn_${randomBytes(32).toString('base64url')}`;
  const content: TokenFile = { satqnTokens: 1, tokens: [...tokens, { name: owner, sha256: hashOf(token) }] };
  await writeAtomically(path, `${formatJson(content)}\n`, 0o600);
  return token;
}
