import { MAX_OPERATION_NAMES } from '../platform/observability/metrics';
import type { Program } from './program';

const names = new Set<string>();

/** Counts an answered operation and writes its line in the log. */
export function observeOperation(
  { metrics, logger }: Program,
  { operationName, kind, milliseconds, statements, hasErrors, requestId }: {
    operationName: string | null | undefined;
    kind: string;
    milliseconds: number;
    statements: number;
    hasErrors: boolean;
    requestId: string;
  },
): void {
  const operation = labelOf(operationName);
  metrics.requests.inc({ operation, kind, outcome: hasErrors ? 'error' : 'ok' });
  metrics.latency.observe({ operation, kind }, milliseconds / 1_000);
  metrics.statements.observe({ operation, kind }, statements);
  logger.debug({ requestId, operation, kind, milliseconds: Math.round(milliseconds), statements, hasErrors }, 'answered');
}

function labelOf(name: string | null | undefined): string {
  if (!name) return 'anonymous';
  if (names.size < MAX_OPERATION_NAMES) names.add(name);
  return names.has(name) ? name : 'other';
}
