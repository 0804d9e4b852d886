import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { withoutCardNumbers } from '../../kernel/card-number';
import { BadPageArgs } from '../../kernel/page';
import { Refusal } from '../../kernel/refusal';

/** Codes whose message is written for the client. */
const PUBLIC_CODES = new Set([
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'BAD_USER_INPUT',
  'THROTTLED',
  'IDEMPOTENCY_CONFLICT',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
  'BAD_REQUEST',
]);

export interface ErrorReport {
  readonly formatted: GraphQLFormattedError;
  /** Set when the error is ours: it belongs in the log, and the client learns only its request id. */
  readonly internal: unknown;
}

/** What a client sees of an error. Anything unforeseen becomes INTERNAL_SERVER_ERROR and tells nothing of our insides. */
export function reportError(error: GraphQLFormattedError, cause: unknown, requestId: string | undefined): ErrorReport {
  const { message, locations, path } = error;
  const shown = (code: string, text: string, more: { reason?: string } = {}) => ({ message: text, locations, path, extensions: { code, ...more, ...(requestId ? { requestId } : {}) } });
  const origin = originOf(cause);
  if (origin instanceof BadPageArgs) return { formatted: shown('BAD_USER_INPUT', origin.message), internal: null };
  // A query has no userErrors; its client wants to know which refusal it was just as well.
  if (origin instanceof Refusal) return { formatted: shown('BAD_USER_INPUT', origin.message, { reason: origin.code }), internal: null };
  const code = error.extensions?.code;
  if (typeof code === 'string' && PUBLIC_CODES.has(code)) return { formatted: shown(code, withoutCardNumbers(message)), internal: null };
  return { formatted: shown('INTERNAL_SERVER_ERROR', 'Internal server error'), internal: origin };
}

/** The error that was thrown, under the wrapping that executors put around it. */
function originOf(cause: unknown): unknown {
  let origin = cause;
  while (origin instanceof GraphQLError && origin.originalError) origin = origin.originalError;
  return origin;
}
