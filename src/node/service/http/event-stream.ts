import type { ServerResponse } from 'node:http';
import type { EventSource } from './route.ts';

/** Milliseconds. */
const HEARTBEAT_EVERY = 15_000;

/**
 * Writes server-sent events to one reader: the state now, and then whenever it has changed and the reader has taken what
 * it was sent before. So a slow reader skips states, and holds no more memory than one of them.
 * @returns a function that ends the stream
 */
export function streamEvents(response: ServerResponse, source: EventSource, onEnd: () => void): () => void {
  let isWriting = false;
  let isChanged = true;
  let isOpen = true;
  let number = 0;

  function write(text: string): void {
    isWriting = true;
    response.write(text, () => {
      isWriting = false;
      send();
    });
  }

  function send(): void {
    if (!isOpen || isWriting || !isChanged) return;
    isChanged = false;
    const state = source.latest();
    if (state === null) {
      end();
      return;
    }
    number++;
    write(`id: ${number}\nevent: ${state.isLast ? 'end' : 'state'}\ndata: ${state.data}\n\n`);
    if (state.isLast) end();
  }

  function end(): void {
    if (!isOpen) return;
    isOpen = false;
    unwatch();
    clearInterval(heartbeat);
    response.end();
    onEnd();
  }

  const unwatch = source.watch(() => {
    isChanged = true;
    send();
  });
  // So that both sides notice when the other is gone.
  const heartbeat = setInterval(() => {
    if (isOpen && !isWriting) write(': still here\n\n');
  }, HEARTBEAT_EVERY);
  response.on('close', end).on('error', end);
  send();
  return end;
}
