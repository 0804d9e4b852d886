import { Kind, OperationTypeNode, type DocumentNode, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../platform/database/view';
import type { Context } from '../platform/graphql/context';
import { assertCost } from '../platform/graphql/limits';
import { GRAPHQL_PATH } from './graphql-path';
import { observeOperation } from './observe-operation';
import type { Program } from './program';

const MAX_DOCUMENTS = 1_000;
/** Longer ones are rare, and would fill the memory. */
const MAX_TEXT = 16_000;
const JSON_TYPE = 'application/json; charset=utf-8';

/** A document that Apollo Server has parsed, validated and answered without an error. */
export interface Admitted {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null | undefined;
  /** What the client called it, if anything. */
  readonly askedName: string | null | undefined;
  readonly source: string;
}

interface Asked {
  readonly query: string;
  readonly operationName: string | null | undefined;
  readonly variables: Record<string, unknown> | null | undefined;
}

/**
 * Answers requests for documents that Apollo Server has admitted before, without its pipeline: the same context, the same limit of
 * cost, the same execution (which authorises) and the same metrics. Whatever is unusual goes to Apollo: other methods and media
 * types, persisted queries, an unknown text, and every answer with an error, so that errors are made in one place. What has run by
 * then is handed over and not run again.
 */
export class ShortPath {
  private readonly documents = new LRUCache<string, Admitted>({ max: MAX_DOCUMENTS });
  private readonly contexts = new WeakMap<FastifyRequest, Context>();
  /** By scope, because Apollo goes on with a copy of the context. */
  private readonly results = new WeakMap<Scope, Promise<ExecutionResult>>();

  constructor(
    private readonly program: Program,
    private readonly openContext: (request: FastifyRequest) => Promise<Context>,
  ) {}

  admit(admitted: Admitted): void {
    const { operation, source, askedName } = admitted;
    if (source.length > MAX_TEXT || operation.operation === OperationTypeNode.SUBSCRIPTION || asksForSchema(operation)) return;
    this.documents.set(keyOf(source, askedName), admitted);
  }

  /** The JSON text, or null when Apollo has to answer. */
  async answer(request: FastifyRequest, reply: FastifyReply): Promise<string | null> {
    const startedAt = performance.now();
    const asked = usualRequest(request);
    const admitted = asked && this.documents.get(keyOf(asked.query, asked.operationName));
    if (!admitted) return null;
    const context = await this.openContext(request).catch(() => null);
    if (!context) return null;
    this.contexts.set(request, context);
    if (!this.isCheap(admitted, asked)) return null;
    const { document, source } = admitted;
    const result = this.program.execute({ document, source, operationName: asked.operationName, variables: asked.variables, context });
    const answer = await result.catch(() => null);
    if (!answer || answer.errors || answer.data === undefined) {
      this.results.set(context.scope, result);
      return null;
    }
    const { requestId } = context;
    observeOperation(this.program, {
      operationName: admitted.operationName,
      kind: admitted.operation.operation,
      milliseconds: performance.now() - startedAt,
      statements: context.scope.meter.statements,
      hasErrors: false,
      requestId,
    });
    void reply.header('content-type', JSON_TYPE);
    return `${JSON.stringify({ data: answer.data, extensions: { requestId } })}\n`;
  }

  /** The context that was opened for a request which Apollo now answers. */
  contextOf(request: FastifyRequest): Context | undefined {
    return this.contexts.get(request);
  }

  /** What a request that Apollo now answers has come to already. */
  resultOf({ scope }: Context): Promise<ExecutionResult> | undefined {
    return this.results.get(scope);
  }

  private isCheap({ document }: Admitted, { operationName, variables }: Asked): boolean {
    try {
      assertCost(this.program.schema, { document, operationName, variables });
      return true;
    } catch {
      return false;
    }
  }
}

function keyOf(source: string, operationName: string | null | undefined): string {
  return `${operationName ?? ''}\n${source}`;
}

const PLAIN_ACCEPTS = new Set([undefined, '*/*', 'application/json']);
const KNOWN_KEYS = new Set(['query', 'variables', 'operationName']);

/** A POST of one operation as JSON, in the plainest form. */
function usualRequest({ method, url, headers, body }: FastifyRequest): Asked | null {
  if (method !== 'POST' || url !== GRAPHQL_PATH || !PLAIN_ACCEPTS.has(headers.accept)) return null;
  if (!headers['content-type']?.startsWith('application/json') || typeof body !== 'object' || body === null) return null;
  for (const key in body) if (!KNOWN_KEYS.has(key)) return null;
  const { query, operationName, variables } = body as Record<string, unknown>;
  if (typeof query !== 'string' || !(operationName == null || isName(operationName))) return null;
  if (!(variables == null || (typeof variables === 'object' && !Array.isArray(variables)))) return null;
  return { query, operationName, variables: variables as Asked['variables'] };
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && /^\w+$/.test(value);
}

function asksForSchema({ selectionSet: { selections } }: OperationDefinitionNode): boolean {
  return selections.some((selection) => selection.kind !== Kind.FIELD || selection.name.value.startsWith('__'));
}
