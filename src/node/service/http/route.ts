import type * as z from 'zod';
import type { Caller } from '../tokens.ts';

/** Who may ask: anybody; whoever has a token; or, on this machine, anybody, and otherwise whoever has a token. */
export type Access = 'open' | 'token' | 'token elsewhere';

/** A request whose parts have been checked. */
export interface ApiRequest<Params, Query, Body> {
  readonly caller: Caller;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly header: (name: string) => string | null;
}

/** What is answered. */
export type Answer =
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown; readonly location?: string }
  | {
      readonly kind: 'content';
      readonly headers: Readonly<Record<string, string>>;
      readonly content: string | Buffer;
    }
  | { readonly kind: 'file'; readonly type: string; readonly path: string; readonly saveAs: string | null }
  | { readonly kind: 'nothing'; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'events'; readonly source: EventSource };

/** The latest state of something, for those who want to see every change but need only the last. */
export interface EventSource {
  /** The state as JSON, and whether it is the last; null if there is nothing any more. */
  latest(): { readonly data: string; readonly isLast: boolean } | null;
  watch(onChange: () => void): () => void;
}

interface AnswerFacts {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Media types, one of which the answer has; by default JSON. Empty if nothing is sent. */
  readonly types?: readonly string[];
}

/** One operation of the interface; the OpenAPI document follows from these. */
export interface Route<Params = unknown, Query = unknown, Body = unknown> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** With `:name` for parameters. */
  readonly url: string;
  readonly id: string;
  readonly summary: string;
  readonly description?: string;
  readonly access: Access;
  /** Whether it is no part of the documented interface. */
  readonly isHidden?: boolean;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  readonly headers?: z.ZodType;
  readonly answers: Readonly<Record<number, AnswerFacts>>;
  readonly handle: (request: ApiRequest<Params, Query, Body>) => Promise<Answer>;
}

/** A route whose handler gets what its schemas say; once checked, nobody needs to know the types. */
export const route = <Params, Query, Body>(one: Route<Params, Query, Body>): Route => one as Route;

export const json = (body: unknown, status = 200, location?: string): Answer => ({
  kind: 'json',
  status,
  body,
  ...(location === undefined ? {} : { location }),
});
