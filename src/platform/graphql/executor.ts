import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

const MAX_KNOWN = 1_000;

export interface ExecutionRequest {
  readonly document: DocumentNode;
  /** The document's text: compiled documents are found by it. */
  readonly source: string;
  readonly operationName: string | null | undefined;
  readonly variables: Record<string, unknown> | null | undefined;
  readonly context: unknown;
}

export type Executor = (request: ExecutionRequest) => Promise<ExecutionResult>;

/**
 * Runs documents compiled to functions, from their second use on: compiling costs as much as interpreting some five times, and
 * texts with values written into them never come again. What the compiler does not support, and every answer without `data` (its variables
 * were refused before any resolver ran), is left to graphql-js, whose errors are exact.
 */
export function compiledExecutor(schema: GraphQLSchema): Executor {
  const known = new LRUCache<string, CompiledQuery | 'SEEN_ONCE' | 'NOT_SUPPORTED'>({ max: MAX_KNOWN });
  return async (request) => {
    const key = `${request.operationName ?? ''}\n${request.source}`;
    let query = known.get(key);
    if (!query || query === 'SEEN_ONCE') {
      query = query ? compile(schema, request) : 'SEEN_ONCE';
      known.set(key, query);
    }
    if (query === 'SEEN_ONCE' || query === 'NOT_SUPPORTED') return interpret(schema, request);
    const result = await query.query(undefined, request.context, request.variables ?? {});
    if (result.data === undefined) return interpret(schema, request);
    return result.errors ? { ...result, errors: result.errors.map(rebuild) } : result;
  };
}

function compile(schema: GraphQLSchema, { document, operationName }: ExecutionRequest): CompiledQuery | 'NOT_SUPPORTED' {
  const operation = getOperationAST(document, operationName);
  // Compiled, the fields behind one that failed would still run, though the answer is null for all of them.
  if (operation?.operation === 'mutation' && !isOneField(operation)) return 'NOT_SUPPORTED';
  const result = compileQuery(schema, document, operationName ?? undefined, { disableLeafSerialization: false });
  return isCompiledQuery(result) ? result : 'NOT_SUPPORTED';
}

function isOneField({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  return selections.length === 1 && selections[0]!.kind === Kind.FIELD;
}

async function interpret(schema: GraphQLSchema, request: ExecutionRequest): Promise<ExecutionResult> {
  return execute({
    schema,
    document: request.document,
    operationName: request.operationName,
    variableValues: request.variables,
    contextValue: request.context,
  });
}

/** The compiler's errors are not quite GraphQLErrors: without `extensions` every one would look like a fault of ours. */
function rebuild(error: GraphQLError): GraphQLError {
  const rebuilt = new GraphQLError(error.message, {
    path: error.path,
    originalError: error.originalError,
    extensions: error.extensions ?? {},
  });
  Object.defineProperty(rebuilt, 'locations', { value: error.locations, enumerable: true });
  return rebuilt;
}
