/**
 * The only importer of the packages of the service, which are optional: they are loaded when it starts. What is used of
 * them is described here, so that satqn compiles without them.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { InputError } from '../../../base/errors.ts';

export interface HttpRequest {
  readonly raw: IncomingMessage;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly ip: string;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  /** Of the route that answers: its pattern, and what was registered as `config`. */
  readonly routeOptions: { readonly url?: string; readonly config: { readonly access?: unknown } };
}

export interface HttpReply {
  readonly raw: ServerResponse;
  readonly statusCode: number;
  readonly elapsedTime: number;
  code(status: number): HttpReply;
  header(name: string, value: string): HttpReply;
  type(mediaType: string): HttpReply;
  send(body?: unknown): HttpReply;
  getHeaders(): Readonly<Record<string, string | number | string[] | undefined>>;
  /** From now on the reply is written by somebody else. */
  hijack(): void;
}

export interface HttpError extends Error {
  readonly statusCode?: number;
  readonly code?: string;
}

type Plugin = (app: HttpApp, options: object) => void | Promise<void>;

interface RouteSetting {
  readonly method: string;
  readonly url: string;
  readonly schema: object;
  readonly config: object;
  readonly handler: (request: HttpRequest, reply: HttpReply) => Promise<unknown>;
}

export interface HttpApp {
  readonly server: Server;
  register(plugin: Plugin, options?: object): PromiseLike<unknown>;
  addHook(
    name: 'onRequest' | 'onResponse',
    hook: (request: HttpRequest, reply: HttpReply) => Promise<unknown>,
  ): void;
  removeContentTypeParser(mediaType: string): void;
  setErrorHandler(handler: (error: HttpError, request: HttpRequest, reply: HttpReply) => unknown): void;
  setNotFoundHandler(handler: (request: HttpRequest, reply: HttpReply) => unknown): void;
  setValidatorCompiler(
    compile: (route: { readonly schema: unknown; readonly httpPart?: string }) => (data: unknown) => unknown,
  ): void;
  setSerializerCompiler(compile: () => (data: unknown) => string): void;
  route(setting: RouteSetting): void;
  ready(): PromiseLike<unknown>;
  listen(setting: { readonly host: string; readonly port: number }): Promise<string>;
  close(): PromiseLike<void>;
  /** By the plugin for OpenAPI. */
  swagger(): object;
}

interface Counter {
  inc(labels: object, value?: number): void;
}
interface Gauge {
  set(labels: object, value: number): void;
}
interface Histogram {
  observe(labels: object, value: number): void;
}
interface MetricSetting {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly string[];
  readonly registers: readonly MetricRegistry[];
  readonly buckets?: readonly number[];
  readonly collect?: (this: Gauge) => void;
}
interface MetricRegistry {
  readonly contentType: string;
  metrics(): Promise<string>;
}

export interface Framework {
  readonly fastify: (setting: object) => HttpApp;
  readonly swagger: Plugin;
  readonly rateLimit: Plugin;
  readonly underPressure: Plugin;
  readonly helmet: Plugin;
  /** Zod schemas as JSON Schema. */
  readonly jsonSchemaTransform: unknown;
  readonly metrics: {
    readonly Registry: new () => MetricRegistry;
    readonly Counter: new (setting: MetricSetting) => Counter;
    readonly Gauge: new (setting: MetricSetting) => Gauge;
    readonly Histogram: new (setting: MetricSetting) => Histogram;
    readonly collectDefaultMetrics: (setting: { readonly register: MetricRegistry }) => void;
  };
}

const PACKAGES = [
  'fastify',
  '@fastify/swagger',
  '@fastify/rate-limit',
  '@fastify/under-pressure',
  '@fastify/helmet',
  'fastify-type-provider-zod',
  'prom-client',
] as const;

/** @throws InputError with the command to install the packages if one of them is missing */
export async function loadFramework(
  load = (name: string): Promise<unknown> => import(name),
): Promise<Framework> {
  try {
    const [fastify, swagger, rateLimit, underPressure, helmet, zod, metrics] = (await Promise.all(
      PACKAGES.map(load),
    )) as [
      { readonly fastify: Framework['fastify'] },
      { readonly default: Plugin },
      { readonly default: Plugin },
      { readonly default: Plugin },
      { readonly default: Plugin },
      Pick<Framework, 'jsonSchemaTransform'>,
      { readonly default: Framework['metrics'] },
    ];
    return {
      fastify: fastify.fastify,
      swagger: swagger.default,
      rateLimit: rateLimit.default,
      underPressure: underPressure.default,
      helmet: helmet.default,
      jsonSchemaTransform: zod.jsonSchemaTransform,
      metrics: metrics.default,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const { optionalDependencies: versions } = createRequire(import.meta.url)('../../../../package.json');
    throw new InputError([
      {
        path: '',
        message: `The service needs optional packages that cannot be loaded (${reason}).`,
        hint: `Install them with: npm install ${PACKAGES.map((name) => `${name}@${versions[name]}`).join(' ')}`,
      },
    ]);
  }
}
