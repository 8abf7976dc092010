import type { RunBook } from '../run-book.ts';
import type { RunCard } from '../run-card.ts';
import type { Framework } from './framework.ts';

/** Numbers about the service in the format of Prometheus; no names of owners or runs are among them. */
export interface ServiceMetrics {
  answered(route: string, status: number, seconds: number): void;
  ended(card: RunCard): void;
  restarted(): void;
  text(): Promise<{ readonly type: string; readonly text: string }>;
}

const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param listeners how many event streams are open */
export function openMetrics(
  { metrics: { Registry, Counter, Gauge, Histogram, collectDefaultMetrics } }: Framework,
  load: RunBook['load'],
  listeners: () => number,
): ServiceMetrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'satqn_http_requests_total',
    help: 'Requests answered, by route and status.',
    labelNames: ['route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'satqn_http_request_seconds',
    help: 'Seconds from a request to its answer, by route; event streams are left out.',
    labelNames: ['route'],
    buckets: BUCKETS,
    registers,
  });
  const ended = new Counter({
    name: 'satqn_runs_ended_total',
    help: 'Runs that ended, by kind and how.',
    labelNames: ['kind', 'phase'],
    registers,
  });
  const seconds = new Counter({
    name: 'satqn_run_seconds_total',
    help: 'Seconds of computing of the runs that ended, by kind.',
    labelNames: ['kind'],
    registers,
  });
  const restarts = new Counter({
    name: 'satqn_process_restarts_total',
    help: 'Processes of runs that were lost and replaced.',
    labelNames: [],
    registers,
  });
  new Gauge({
    name: 'satqn_runs',
    help: 'Runs that wait for their turn or are under way.',
    labelNames: ['phase'],
    registers,
    collect() {
      const { waiting, running } = load();
      this.set({ phase: 'waiting' }, waiting);
      this.set({ phase: 'running' }, running);
    },
  });
  new Gauge({
    name: 'satqn_event_streams',
    help: 'Open streams of events.',
    labelNames: [],
    registers,
    collect() {
      this.set({}, listeners());
    },
  });
  return {
    answered(route, status, took) {
      requests.inc({ route, status });
      if (!route.endsWith('/events')) durations.observe({ route }, took);
    },
    ended({ kind, phase, seconds: took }) {
      ended.inc({ kind, phase });
      seconds.inc({ kind }, took);
    },
    restarted: () => restarts.inc({}),
    text: async () => ({ type: register.contentType, text: await register.metrics() }),
  };
}
