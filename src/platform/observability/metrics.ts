import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What operators watch; one set per process, served at /metrics. */
export class Metrics {
  readonly registry = new Registry();
  private readonly registers = [this.registry];

  readonly requests = new Counter({
    name: 'perennial_graphql_requests_total',
    help: 'GraphQL operations answered, by operation and outcome.',
    labelNames: ['operation', 'kind', 'outcome'],
    registers: this.registers,
  });
  readonly latency = new Histogram({
    name: 'perennial_graphql_duration_seconds',
    help: 'Time to answer an operation.',
    labelNames: ['operation', 'kind'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: this.registers,
  });
  readonly statements = new Histogram({
    name: 'perennial_graphql_statements',
    help: 'SQL statements of one operation.',
    labelNames: ['operation', 'kind'],
    buckets: [0, 1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 50, 100],
    registers: this.registers,
  });
  readonly errors = new Counter({
    name: 'perennial_errors_total',
    help: 'Errors by their code.',
    labelNames: ['code'],
    registers: this.registers,
  });
  readonly sockets = new Gauge({ name: 'perennial_sockets', help: 'Open websockets.', registers: this.registers });
  readonly subscriptions = new Gauge({ name: 'perennial_subscriptions', help: 'Running GraphQL subscriptions.', registers: this.registers });
  readonly eventsPending = new Gauge({
    name: 'perennial_relay_pending_events',
    help: 'Committed events that the relay has not yet put into a log.',
    registers: this.registers,
  });
  readonly relayLag = new Gauge({
    name: 'perennial_relay_lag_seconds',
    help: 'Time for which the relay has not been up to date.',
    registers: this.registers,
  });
  readonly parkedEvents = new Gauge({ name: 'perennial_parked_events', help: 'Events that wait for a person.', registers: this.registers });
  readonly jobRuns = new Counter({
    name: 'perennial_job_runs_total',
    help: 'Runs of jobs by kind and outcome.',
    labelNames: ['kind', 'outcome'],
    registers: this.registers,
  });
  readonly jobs = new Gauge({ name: 'perennial_jobs', help: 'Jobs on the list, by state.', labelNames: ['state'], registers: this.registers });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}

/** Names that clients choose could fill the memory: beyond this many, operations are counted together. */
export const MAX_OPERATION_NAMES = 500;
