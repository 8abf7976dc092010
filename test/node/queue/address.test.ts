import { describe, expect, it } from 'vitest';
import { parseQueueAddress } from '../../../src/node/queue/address.ts';

const SECRET = 'geheim';

describe('the address of a queue', () => {
  it.each([
    ['redis://127.0.0.1:7000', { host: '127.0.0.1', port: 7000, database: 0, isEncrypted: false }],
    ['redis://localhost', { host: 'localhost', port: 6379, password: null }],
    ['redis://[::1]:7000/3', { host: '::1', port: 7000, database: 3, shown: 'redis://[::1]:7000/3' }],
    [`redis://:${SECRET}@127.8.0.1`, { password: SECRET, shown: 'redis://127.8.0.1:6379' }],
    [`rediss://u:${SECRET}%40@far.example:1`, { username: 'u', password: `${SECRET}@`, isEncrypted: true }],
  ])('%s', (text, parts) => {
    expect(parseQueueAddress(text, undefined)).toMatchObject(parts);
  });

  it('takes a password from elsewhere unless it has one', () => {
    expect(parseQueueAddress('rediss://far.example', SECRET).password).toBe(SECRET);
    expect(parseQueueAddress('redis://:own@127.0.0.1', SECRET).password).toBe('own');
    expect(parseQueueAddress('redis://127.0.0.1', '').password).toBe(null);
  });

  it.each([
    [`redis://:${SECRET}@far.example`, 'needs TLS and a password'],
    ['rediss://far.example', 'needs TLS and a password'],
    [`redis://:${SECRET}@127.0.0.1.far.example`, 'needs TLS and a password'],
    [`redis://:${SECRET}@localhost.far.example`, 'needs TLS and a password'],
    [`redis://:${SECRET}@0.0.0.0`, 'needs TLS and a password'],
    [`http://:${SECRET}@127.0.0.1`, 'This is no address of a queue.'],
    [`redis://:${SECRET}@127.0.0.1/path`, 'This is no address of a queue.'],
    [`redis://:${SECRET}@127.0.0.1?password=x`, 'This is no address of a queue.'],
    [`redis://:${SECRET}@127.0.0.1:port`, 'This is no address of a queue.'],
    [SECRET, 'This is no address of a queue.'],
    ['', 'This is no address of a queue.'],
  ])('refuses %s without showing the password', (text, message) => {
    const parse = () => parseQueueAddress(text, undefined);
    expect(parse).toThrow(message);
    expect(parse).not.toThrow(SECRET);
  });
});
