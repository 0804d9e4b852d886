import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { LRUCache } from 'lru-cache';

const MAX_COMPILED = 1_000;

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
 * Runs documents compiled to functions. What the compiler does not support, and every answer without `data` (its variables
 * were refused before any resolver ran), is left to graphql-js, whose errors are exact.
 */
export function compiledExecutor(schema: GraphQLSchema): Executor {
  const compiled = new LRUCache<string, CompiledQuery | 'NOT_SUPPORTED'>({ max: MAX_COMPILED });
  return async (request) => {
    const key = `${request.operationName ?? ''}\n${request.source}`;
    let query = compiled.get(key);
    if (!query) {
      const result = compileQuery(schema, request.document, request.operationName ?? undefined, { disableLeafSerialization: false });
      query = isCompiledQuery(result) ? result : 'NOT_SUPPORTED';
      compiled.set(key, query);
    }
    if (query === 'NOT_SUPPORTED') return interpret(schema, request);
    const result = await query.query(undefined, request.context, request.variables ?? {});
    if (result.data === undefined) return interpret(schema, request);
    return result.errors ? { ...result, errors: result.errors.map(rebuild) } : result;
  };
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
