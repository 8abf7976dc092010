/** A queue between a callback that pushes and a loop that reads: `for await (const item of channel)`. */
export interface Channel<Item> extends AsyncIterable<Item> {
  push(item: Item): void;
  /** Ends the loop once it has read the items already pushed. */
  close(): void;
}

export function createChannel<Item>(): Channel<Item> {
  const waiting: Item[] = [];
  let closed = false;
  let wake: () => void = () => {};
  return {
    push(item) {
      waiting.push(item);
      wake();
    },
    close() {
      closed = true;
      wake();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift()!;
        if (closed) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
