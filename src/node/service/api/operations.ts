import * as z from 'zod';
import { VERSION } from '../../version.ts';
import { type Answer, json, type Route, route } from '../http/route.ts';

interface Operations {
  readonly isReady: () => boolean;
  readonly openApi: () => object;
  readonly metrics: () => Promise<{ readonly type: string; readonly text: string }>;
}

const statusSchema = z.object({ status: z.enum(['ok', 'not ready']), version: z.string() });

/** What those who run the service ask. */
export const operationRoutes = ({ isReady, openApi, metrics }: Operations): Route[] => [
  route({
    method: 'GET',
    url: '/healthz',
    id: 'isAlive',
    summary: 'Whether the service answers',
    access: 'open',
    answers: { 200: { description: 'It does.', schema: statusSchema } },
    handle: async () => json({ status: 'ok', version: VERSION }),
  }),
  route({
    method: 'GET',
    url: '/readyz',
    id: 'isReady',
    summary: 'Whether the service takes runs',
    access: 'open',
    answers: {
      200: { description: 'It does.', schema: statusSchema },
      503: { description: 'It starts or ends.', schema: statusSchema },
    },
    handle: async () =>
      isReady()
        ? json({ status: 'ok', version: VERSION })
        : json({ status: 'not ready', version: VERSION }, 503),
  }),
  route({
    method: 'GET',
    url: '/openapi.json',
    id: 'getOpenApi',
    summary: 'This interface as OpenAPI',
    access: 'open',
    answers: { 200: { description: 'The document.', schema: z.looseObject({}) } },
    handle: async () => json(openApi()),
  }),
  route({
    method: 'GET',
    url: '/metrics',
    id: 'getMetrics',
    summary: 'Numbers for Prometheus; elsewhere than on this machine with a token',
    access: 'token elsewhere',
    answers: { 200: { description: 'Text of Prometheus.', types: ['text/plain'] } },
    handle: async (): Promise<Answer> => {
      const { type, text } = await metrics();
      return {
        kind: 'content',
        headers: { 'content-type': type, 'cache-control': 'no-store' },
        content: text,
      };
    },
  }),
];
