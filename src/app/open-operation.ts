import {
  getOperationAST,
  GraphQLError,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type ExecutionArgs,
  type OperationDefinitionNode,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { LRUCache } from 'lru-cache';
import type { Context } from '../platform/graphql/context';
import { reportError } from '../platform/graphql/format-error';
import { assertCost, documentRules, MAX_TOKENS } from '../platform/graphql/limits';
import type { Program } from './program';
import { sharingKey } from './shared-frames';

const MAX_KNOWN = 500;

/** What a socket's own part of an operation is. */
interface Asker {
  readonly context: Context;
  /** Sends the payload of one frame, which is JSON text already. */
  send(payload: string): Promise<void> | void;
  renew(): Promise<Context>;
}

/** An operation that was parsed, validated and found cheap enough. */
export interface SocketOperation extends ExecutionArgs, Omit<Asker, 'context'> {
  readonly source: string;
  readonly operation: OperationDefinitionNode;
  readonly contextValue: Context;
  readonly sharingKey: string;
}

/** Text from a socket -> an operation to run, under the rules and limits of HTTP. */
export class OperationOpener {
  /** Valid documents by their text: thousands of sockets subscribe by the same. */
  private readonly documents = new LRUCache<string, DocumentNode>({ max: MAX_KNOWN });
  private readonly rules;

  constructor(private readonly program: Program) {
    const production = program.config.NODE_ENV === 'production' ? [NoSchemaIntrospectionCustomRule] : [];
    this.rules = [...specifiedRules, ...documentRules(), ...production];
  }

  /** The operation, or the errors that the client gets instead. */
  open({ query: source, operationName, variables }: SubscribePayload, { context, ...asker }: Asker): SocketOperation | GraphQLError[] {
    const { schema } = this.program;
    try {
      const document = this.documentOf(source);
      if (Array.isArray(document)) return document.map((error) => this.formatted(context, coded(error, 'GRAPHQL_VALIDATION_FAILED')));
      const operation = getOperationAST(document, operationName);
      if (!operation) throw coded(new GraphQLError('Say which operation of the document to run: operationName.'), 'OPERATION_RESOLUTION_FAILURE');
      const variableValues = variables as Record<string, unknown> | undefined;
      assertCost(schema, { document, operationName, variables: variableValues });
      return {
        schema,
        source,
        document,
        operation,
        operationName,
        variableValues,
        contextValue: context,
        sharingKey: sharingKey(context, { source, document, operation, variables: variableValues ?? {} }),
        ...asker,
      };
    } catch (error) {
      return [this.formatted(context, error)];
    }
  }

  private documentOf(source: string): DocumentNode | GraphQLError[] {
    const known = this.documents.get(source);
    if (known) return known;
    const document = parsed(source);
    const errors = validate(this.program.schema, document, this.rules);
    if (errors.length > 0) return [...errors];
    this.documents.set(source, document);
    return document;
  }

  /** What the client sees of an error; what is a fault of ours goes to the log. `isRequest`: no resolver ran, so it is the client's. */
  formatted(context: Context, error: unknown, isRequest = false): GraphQLError {
    const raw = error instanceof GraphQLError ? error : new GraphQLError('Internal server error', { originalError: error as Error });
    const given = isRequest && !raw.path ? coded(raw, 'BAD_USER_INPUT') : raw;
    const report = reportError(given.toJSON(), given, context.requestId);
    this.program.metrics.errors.inc({ code: String(report.formatted.extensions?.code) });
    if (report.internal) this.program.logger.error({ err: report.internal, requestId: context.requestId, path: given.path }, 'a request failed');
    const { message, extensions, path } = report.formatted;
    return new GraphQLError(message, { nodes: given.nodes, positions: given.positions, source: given.source, path, extensions });
  }
}

function parsed(source: string): DocumentNode {
  try {
    return parse(source, { maxTokens: MAX_TOKENS });
  } catch (error) {
    throw coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED');
  }
}

/** The same error with a code, unless it has one. */
function coded(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions, path, originalError, extensions } = error;
  return new GraphQLError(message, { nodes, source, positions, path, originalError, extensions: { code, ...extensions } });
}
