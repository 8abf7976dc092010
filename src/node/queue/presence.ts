import { randomUUID } from 'node:crypto';
import type { RedisClient } from './engine.ts';
import { PRESENT_FOR, presenceKey } from './protocol.ts';

/** A worker, or a study whose results somebody waits for, as it says of itself. */
export interface Present {
  readonly version: string;
}

interface Presence {
  /** Has to be repeated, or others take it for gone. */
  tell(): Promise<void>;
  leave(): Promise<void>;
}

export function presence(client: RedisClient, kind: 'worker' | 'study', self: Present): Presence {
  const id = randomUUID();
  const text = JSON.stringify(self);
  return {
    async tell() {
      await client.set(presenceKey(kind, id), text, 'PX', PRESENT_FOR);
      await client.sadd(presenceKey(kind), id);
    },
    async leave() {
      await client.del(presenceKey(kind, id));
      await client.srem(presenceKey(kind), id);
    },
  };
}

/** All who are there; forgets those who are gone. */
export async function listPresent(client: RedisClient, kind: 'worker' | 'study'): Promise<Present[]> {
  const ids = await client.smembers(presenceKey(kind));
  if (ids.length === 0) return [];
  const texts = await client.mget(ids.map((id) => presenceKey(kind, id)));
  const gone = ids.filter((_, i) => texts[i] === null);
  if (gone.length > 0) await client.srem(presenceKey(kind), ...gone);
  return texts.flatMap((text) => (text === null ? [] : [JSON.parse(text) as Present]));
}
