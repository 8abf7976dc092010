import { expect, it } from 'vitest';
import type { HttpRequest } from '../../../src/node/service/http/framework.ts';
import {
  callerOf,
  checkOrigin,
  type GuardSetting,
  isHostName,
  isLoopback,
} from '../../../src/node/service/http/guard.ts';
import type { Access } from '../../../src/node/service/http/route.ts';
import { type Caller, LOCAL_CALLER } from '../../../src/node/service/tokens.ts';

const ALICE: Caller = { ...LOCAL_CALLER, name: 'alice' };
const setting = (values: Partial<GuardSetting> = {}): GuardSetting => ({
  hostNames: ['plans.example.org'],
  isLoopback: true,
  tokens: () => ({ count: 1, callerOf: (token) => (token === 'right' ? ALICE : null) }),
  ...values,
});
const request = (headers: Record<string, string>) => ({ headers }) as unknown as HttpRequest;

const passes = (headers: Record<string, string>) => {
  try {
    checkOrigin(request(headers), setting());
    return true;
  } catch {
    return false;
  }
};

it.each([
  [{ host: 'localhost:8350' }, true],
  [{ host: '[::1]:8350' }, true],
  [{ host: 'Plans.Example.org' }, true],
  [{}, false],
  [{ host: '' }, false],
  [{ host: 'rebound.example:8350' }, false],
  [{ host: 'localhost:8350@rebound.example' }, false],
  [{ host: 'localhost/x' }, false],
  [{ host: 'localhost:8350', origin: 'http://localhost:8350' }, true],
  [{ host: 'plans.example.org', origin: 'https://plans.example.org' }, true],
  [{ host: 'localhost:8350', origin: 'http://localhost:9999' }, false],
  [{ host: 'localhost:8350', origin: 'https://elsewhere.example' }, false],
  [{ host: 'plans.example.org', origin: 'https://elsewhere.example' }, false],
  [{ host: 'localhost:8350', origin: 'null' }, false],
])('of requests with %j, Host and Origin may pass: %s', (headers, isFine) => {
  expect(passes(headers as Record<string, string>)).toBe(isFine);
});

const named = (authorization: string | null, access: Access, values: Partial<GuardSetting> = {}) => {
  try {
    return callerOf(request(authorization === null ? {} : { authorization }), access, setting(values)).name;
  } catch (error) {
    return (error as { problem: string }).problem;
  }
};

it('knows callers by their tokens', () => {
  expect(named('Bearer right', 'token')).toBe('alice');
  expect(named('bearer right', 'token')).toBe('alice');
  expect(named('Bearer wrong', 'token')).toBe('unauthorized');
  expect(named('Basic right', 'token')).toBe('unauthorized');
  expect(named(null, 'token')).toBe('unauthorized');
  expect(named(null, 'open')).toBe('local');
  expect(named(null, 'token', { tokens: () => null })).toBe('local');
});

it('asks for a token for what is open on this machine only', () => {
  expect(named(null, 'token elsewhere')).toBe('local');
  expect(named(null, 'token elsewhere', { isLoopback: false })).toBe('unauthorized');
  expect(named('Bearer right', 'token elsewhere', { isLoopback: false })).toBe('alice');
});

it('tells addresses of this machine from others', () => {
  expect(['127.0.0.1', '127.3.2.1', '::1', 'localhost'].map(isLoopback)).toEqual([true, true, true, true]);
  expect(['0.0.0.0', '::', '127.0.0.1.example.org', '10.0.0.1'].some(isLoopback)).toBe(false);
});

it('tells names from addresses with more to them', () => {
  expect(['plans.example.org', 'Plans.example.org', '10.0.0.1', '[::1]'].every(isHostName)).toBe(true);
  const others = [
    'https://plans.example.org',
    'plans.example.org:8443',
    'plans.example.org/x',
    'a@b',
    '',
    'a b',
  ];
  expect(others.filter(isHostName)).toEqual([]);
});
