import { EventEmitter } from 'node:events';
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { streamEvents } from '../../../src/node/service/http/event-stream.ts';

/** A reader who takes what was written when the test says so. */
function slowReader() {
  const response = new EventEmitter() as EventEmitter & { write: unknown; end: () => void };
  const written: string[] = [];
  const taken: (() => void)[] = [];
  let isEnded = false;
  response.write = (text: string, onTaken: () => void) => {
    written.push(text);
    taken.push(onTaken);
  };
  response.end = () => {
    isEnded = true;
  };
  return {
    response: response as unknown as ServerResponse,
    written,
    take: () => taken.shift()!(),
    isEnded: () => isEnded,
    leave: () => response.emit('close'),
  };
}

function changing() {
  let state: { data: string; isLast: boolean } | null = { data: '0', isLast: false };
  const watchers = new Set<() => void>();
  return {
    set(next: typeof state) {
      state = next;
      for (const tell of watchers) tell();
    },
    watchers,
    source: {
      latest: () => state,
      watch(onChange: () => void) {
        watchers.add(onChange);
        return () => void watchers.delete(onChange);
      },
    },
  };
}

it('sends a slow reader nothing before it has taken the last state, and then only the latest', () => {
  const reader = slowReader();
  const { source, set, watchers } = changing();
  let ends = 0;
  streamEvents(reader.response, source, () => ends++);
  for (let i = 1; i <= 1000; i++) set({ data: String(i), isLast: false });
  expect(reader.written).toEqual(['id: 1\nevent: state\ndata: 0\n\n']);
  reader.take();
  expect(reader.written.slice(1)).toEqual(['id: 2\nevent: state\ndata: 1000\n\n']);
  reader.take();
  expect(reader.written).toHaveLength(2);
  set({ data: '1001', isLast: true });
  expect(reader.written.at(-1)).toBe('id: 3\nevent: end\ndata: 1001\n\n');
  expect([reader.isEnded(), ends, watchers.size]).toEqual([true, 1, 0]);
});

it('ends when the reader leaves or there is nothing any more, once', () => {
  for (const way of ['leave', 'nothing'] as const) {
    const reader = slowReader();
    const { source, set, watchers } = changing();
    let ends = 0;
    streamEvents(reader.response, source, () => ends++);
    reader.take();
    if (way === 'leave') reader.leave();
    else set(null);
    reader.leave();
    expect([way, watchers.size, ends]).toEqual([way, 0, 1]);
  }
});

it('holds no more than one state for a reader who does not read, who then misses most but not the last', async () => {
  const CHANGES = 2_000;
  const { source, set } = changing();
  const padding = ' '.repeat(100_000);
  let response: ServerResponse | null = null;
  const server = createServer((_, answer) => {
    response = answer;
    streamEvents(answer, source, () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const reader = await new Promise<IncomingMessage>((resolve) => get({ port, host: '127.0.0.1' }, resolve));
  reader.pause();
  let most = 0;
  for (let i = 1; i <= CHANGES; i++) {
    set({ data: `${i}${padding}`, isLast: i === CHANGES });
    most = Math.max(most, response!.writableLength);
    if (i % 10 === 0) await new Promise(setImmediate);
  }
  expect(most).toBeLessThan(3 * padding.length);
  const events = (await text(reader)).split('event: ').slice(1);
  expect(events.length).toBeLessThan(CHANGES / 2);
  expect(events.at(-1)).toContain(`data: ${CHANGES} `);
  await new Promise((resolve) => server.close(resolve));
});
