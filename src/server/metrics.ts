import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Job } from '../protocol/job.ts';

/** The service's figures, for Prometheus. No figure has a tenant or a batch among its labels: there may be any number of those. */
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'ghostwriter_http_request_seconds',
    help: 'Time to answer a request.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.05, 0.2, 1, 5, 30, 300],
    registers: [this.registry],
  });
  readonly uploadedBytes = new Counter({
    name: 'ghostwriter_uploaded_bytes_total',
    help: 'Bytes of uploads that were taken.',
    registers: [this.registry],
  });
  private readonly ended = new Counter({
    name: 'ghostwriter_batches_ended_total',
    help: 'Batches that came to an end, by how they ended.',
    labelNames: ['status'],
    registers: [this.registry],
  });
  private readonly documents = new Counter({
    name: 'ghostwriter_documents_total',
    help: 'Documents of completed batches.',
    labelNames: ['status'],
    registers: [this.registry],
  });

  constructor(
    counts: () => Readonly<Record<Job['status'], number>>,
    unreadable: () => number,
    queueFailures: () => Readonly<Record<string, number>>,
  ) {
    collectDefaultMetrics({ register: this.registry });
    new Gauge({
      name: 'ghostwriter_batches',
      help: 'Batches that are kept, by their state.',
      labelNames: ['status'],
      registers: [this.registry],
      collect() {
        for (const [status, count] of Object.entries(counts())) this.set({ status }, count);
      },
    });
    new Gauge({
      name: 'ghostwriter_queue_failures_total',
      help: 'Failures of the queue since the start: Redis was away, it refused, or the program failed.',
      labelNames: ['kind'],
      registers: [this.registry],
      collect() {
        for (const [kind, count] of Object.entries(queueFailures())) this.set({ kind }, count);
      },
    });
    new Gauge({
      name: 'ghostwriter_unreadable',
      help: 'Folders and files among the batches that are none, or none that can be read.',
      registers: [this.registry],
      collect() {
        this.set(unreadable());
      },
    });
  }

  batchEnded({ status, summary }: Job): void {
    this.ended.inc({ status });
    if (status !== 'completed' || !summary) return;
    this.documents.inc({ status: 'analyzed' }, summary.analyzed);
    this.documents.inc({ status: 'skipped' }, summary.skipped);
  }
}
