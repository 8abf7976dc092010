import { open } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import * as z from 'zod';
import { InputError } from '../../../base/errors.ts';
import { checkInput } from '../../../scenario/check-input.ts';
import { WriteError } from '../../atomic-file.ts';
import { VERSION } from '../../version.ts';
import { type Caller, LOCAL_CALLER } from '../tokens.ts';
import { writeIssue } from '../write-issue.ts';
import { refuseDepth } from './depth.ts';
import { streamEvents } from './event-stream.ts';
import type { Framework, HttpApp, HttpError, HttpReply, HttpRequest } from './framework.ts';
import { callerOf, checkOrigin, type GuardSetting } from './guard.ts';
import type { ServiceMetrics } from './metrics.ts';
import {
  PROBLEM_TYPE,
  Problem,
  problem,
  problemBody,
  problemFrom,
  problemSchema,
  statusOf,
} from './problems.ts';
import type { Access, Answer, Route } from './route.ts';

interface HttpSetting extends GuardSetting {
  readonly routes: readonly Route[];
  readonly requestsPerMinute: number;
  /** Milliseconds by which the event loop may lag before requests are refused; 0 for any. */
  readonly lagAtMost: number;
  readonly streamsAtMost: number;
  readonly metrics: ServiceMetrics;
  /** Faults of the service, for its operator. */
  readonly onFault: (error: Error, request: string) => void;
}

interface HttpService {
  listen(host: string, port: number): Promise<number>;
  /** The OpenAPI document. */
  openApi(): object;
  streams(): number;
  /** Ends all streams of events: whoever may still see the run asks again. */
  endStreams(): void;
  close(): Promise<void>;
}

const BODY_BYTES = 10_000_000;
/** Milliseconds. */
const REQUEST_WITHIN = 60_000;
const URL_LENGTH = 200;

/** Routes that answer whatever the load, since somebody watches the service by them. */
const isExempt = (url: string): boolean => url === '/healthz' || url === '/readyz' || url === '/metrics';

/** A server of the routes, with everything that holds for all of them. */
export async function openHttpService(
  { fastify, swagger, rateLimit, underPressure, helmet, jsonSchemaTransform }: Framework,
  setting: HttpSetting,
): Promise<HttpService> {
  const app = fastify({
    bodyLimit: BODY_BYTES,
    requestTimeout: REQUEST_WITHIN,
    forceCloseConnections: true,
    logger: false,
    // Its own way to refuse keys such as __proto__; nothing else may be in bodies that a schema does not name.
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { maxParamLength: URL_LENGTH },
    // Of addresses that cannot be read; the hooks below never see them.
    frameworkErrors: (error: HttpError, _request: HttpRequest, reply: HttpReply) =>
      sendProblem(reply, foreseen(error) ?? MALFORMED),
    clientErrorHandler: refuseRaw,
  });
  const streams = new Set<() => void>();
  const callers = new WeakMap<HttpRequest, Caller>();

  // Pages of other sites may send texts without asking first.
  app.removeContentTypeParser('text/plain');
  app.setValidatorCompiler(({ schema }) => (data) => {
    try {
      refuseDepth(data);
      return { value: checkInput(schema as z.ZodType, data ?? {}) };
    } catch (error) {
      return { error };
    }
  });
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  app.setErrorHandler((error, request, reply) => {
    const found = foreseen(error);
    if (found === null)
      setting.onFault(error, `${request.method} ${request.routeOptions.url ?? '(unknown)'}`);
    return sendProblem(
      reply,
      found ?? problem('internal', 'This is not your fault.', 'Tell whoever runs the service.'),
    );
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(
      reply,
      problem('not-found', 'There is no such address, or not for this method.', 'See /openapi.json.'),
    ),
  );
  app.addHook('onRequest', async (request) => {
    checkOrigin(request, setting);
    const access = (request.routeOptions.config.access as Access | undefined) ?? 'open';
    callers.set(request, callerOf(request, access, setting));
  });
  app.addHook('onResponse', async (request, reply) => {
    setting.metrics.answered(
      request.routeOptions.url ?? '(none)',
      reply.statusCode,
      reply.elapsedTime / 1000,
    );
  });

  await app.register(helmet, { contentSecurityPolicy: false, strictTransportSecurity: false });
  await app.register(rateLimit, {
    max: setting.requestsPerMinute,
    timeWindow: 60_000,
    hook: 'preHandler',
    keyGenerator: (request: HttpRequest) => {
      const { name } = callers.get(request) ?? LOCAL_CALLER;
      return name === LOCAL_CALLER.name ? request.ip : `token ${name}`;
    },
    allowList: (request: HttpRequest) => isExempt(request.url),
  });
  await app.register(underPressure, {
    maxEventLoopDelay: setting.lagAtMost,
    retryAfter: 10,
    pressureHandler: (request: HttpRequest, reply: HttpReply) => {
      if (isExempt(request.url)) return;
      sendProblem(reply, problem('busy', 'The service cannot keep up.', 'Try again later.', RETRY));
    },
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'satqn serve',
        description: 'Plans entanglement distribution over satellite-aerial-terrestrial quantum networks.',
        version: VERSION,
      },
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  for (const one of setting.routes) addRoute(app, one, callers, send);

  function send(answer: Answer, reply: HttpReply): unknown {
    switch (answer.kind) {
      case 'json':
        if (answer.location) reply.header('location', answer.location);
        return reply.code(answer.status).header('cache-control', 'no-store').send(answer.body);
      case 'content':
        setHeaders(reply, answer.headers);
        return reply.code(200).send(answer.content);
      case 'nothing':
        setHeaders(reply, answer.headers ?? {});
        return reply.code(204).send();
      case 'file':
        return sendFile(answer, reply);
      case 'events': {
        if (streams.size >= setting.streamsAtMost) {
          throw problem('busy', 'Too many streams of events are open.', 'Ask for the state instead.', RETRY);
        }
        reply.hijack();
        const { raw } = reply;
        for (const [name, value] of Object.entries(reply.getHeaders())) raw.setHeader(name, value as string);
        raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        });
        if (raw.req.method === 'HEAD') {
          raw.end();
          return reply;
        }
        const end = streamEvents(raw, answer.source, () => streams.delete(end));
        if (!raw.writableEnded) streams.add(end);
        return reply;
      }
    }
  }

  const endStreams = () => {
    for (const end of [...streams]) end();
  };

  return {
    async listen(host, port) {
      await app.ready();
      try {
        await app.listen({ host, port });
      } catch (error) {
        throw portProblem(error as NodeJS.ErrnoException, host, port);
      }
      return (app.server.address() as AddressInfo).port;
    },
    openApi: () => app.swagger(),
    streams: () => streams.size,
    endStreams,
    async close() {
      endStreams();
      await app.close();
    },
  };
}

function setHeaders(reply: HttpReply, headers: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
}

const RETRY = { headers: { 'retry-after': '10' } };

/** Whatever status an error has. */
const WRONG: Route['answers'][number] = {
  description: 'What is wrong.',
  schema: problemSchema,
  types: ['application/problem+json'],
};

function addRoute(
  app: HttpApp,
  one: Route,
  callers: WeakMap<HttpRequest, Caller>,
  send: (answer: Answer, reply: HttpReply) => unknown,
): void {
  const { method, url, id, summary, description, access, params, query, body, headers, answers, handle } =
    one;
  const described = Object.entries({ ...answers, default: WRONG }).map(
    ([status, { description, schema = z.string(), types = ['application/json'] }]: [
      string,
      Route['answers'][number],
    ]) => [
      status,
      // The describer takes null for an answer without a body.
      types.length === 0
        ? z.null().describe(description)
        : { description, content: Object.fromEntries(types.map((type) => [type, { schema }])) },
    ],
  );
  app.route({
    method,
    url,
    config: { access },
    schema: {
      operationId: id,
      summary,
      ...(description && { description }),
      ...(one.isHidden && { hide: true }),
      ...(access !== 'open' && { security: [{ token: [] }] }),
      ...(params && { params }),
      ...(query && { querystring: query }),
      ...(body && { body }),
      ...(headers && { headers }),
      response: Object.fromEntries(described),
    },
    handler: async (request, reply) => {
      const answer = await handle({
        caller: callers.get(request)!,
        params: request.params,
        query: request.query,
        body: request.body,
        header(name) {
          const value = request.headers[name];
          return typeof value === 'string' ? value : null;
        },
      });
      return send(answer, reply);
    },
  });
}

async function sendFile({ type, path, saveAs }: Extract<Answer, { kind: 'file' }>, reply: HttpReply) {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) {
    throw problem(
      'not-found',
      'The run has no such file, or not yet.',
      'Ask again once the run has ended; not every run has every file.',
    );
  }
  // Of the file that is open: another may take its place meanwhile.
  const { size } = await file.stat();
  reply
    .code(200)
    .type(type)
    .header('cache-control', 'no-store')
    .header('content-length', String(size))
    // A report is a page that anybody's scenario is in: it is to be saved, and may load nothing where it is shown.
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  if (saveAs !== null) reply.header('content-disposition', `attachment; filename="${saveAs}"`);
  if (size > 0) return reply.send(file.createReadStream({ end: size - 1 }));
  await file.close();
  return reply.send('');
}

/** What is no fault of the service; null for what is. */
function foreseen(error: HttpError): Problem | null {
  if (error instanceof WriteError) return new Problem('no-room', [writeIssue(error)]);
  return problemFrom(error);
}

function sendProblem(reply: HttpReply, one: Problem): unknown {
  setHeaders(reply, one.headers);
  return reply
    .code(statusOf(one))
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemBody(one)));
}

const MALFORMED = problem('malformed', 'This is no request of HTTP.', 'See /openapi.json.');
const LARGE_HEADERS = problem(
  'header-too-large',
  'The headers are too large.',
  'Send at most 16 kB of them.',
);

/** Answers what the parser of HTTP gives up on, before there is any request. */
function refuseRaw({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const one = code === 'HPE_HEADER_OVERFLOW' ? LARGE_HEADERS : MALFORMED;
  const status = statusOf(one);
  const body = JSON.stringify(problemBody(one));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nContent-Type: ${PROBLEM_TYPE}\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

function portProblem(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: 'is taken by another program',
    EACCES: 'is reserved for the system',
    EADDRNOTAVAIL: 'is no address of this machine',
    ENOTFOUND: 'is no address of this machine',
  };
  const reason = reasons[error.code ?? ''];
  if (!reason) return error;
  const message = `${host}:${port} ${reason}.`;
  return new InputError([{ path: '--port', message, hint: 'Choose another --port or --host.' }]);
}
