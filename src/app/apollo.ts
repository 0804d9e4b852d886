import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import { GraphQLError, OperationTypeNode } from 'graphql';
import type { Context } from '../platform/graphql/context';
import { reportError } from '../platform/graphql/format-error';
import { assertCost, documentRules, MAX_TOKENS } from '../platform/graphql/limits';
import { observeOperation } from './observe-operation';
import type { Program } from './program';
import type { ShortPath } from './short-path';

/** Apollo Server, which answers all that is not answered on the short path, and admits documents to that. */
export function createApollo(program: Program, shortPath: ShortPath): ApolloServer<Context> {
  const { config, schema, execute } = program;
  return new ApolloServer<Context>({
    gateway: {
      load: async () => ({
        executor: (request) =>
          (shortPath.resultOf(request.context as Context) ??
          execute({
            document: request.document,
            source: request.source,
            operationName: request.operationName,
            variables: request.request.variables,
            context: request.context,
          })) as never,
      }),
      onSchemaLoadOrUpdate: (callback) => {
        callback({ apiSchema: schema, coreSupergraphSdl: '' });
        return () => undefined;
      },
      stop: async () => undefined,
    },
    introspection: config.NODE_ENV !== 'production',
    hideSchemaDetailsFromClientErrors: config.NODE_ENV === 'production',
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    allowBatchedHttpRequests: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    validationRules: [...documentRules()],
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      requestPlugin(program, shortPath),
    ],
    // The request plugin adds the request id.
    formatError: (formatted, error) => reportError(formatted, unwrapResolverError(error), undefined).formatted,
  });
}

/** Cost before execution; request id, metrics and the log of our own faults after it. */
function requestPlugin(program: Program, shortPath: ShortPath): ApolloServerPlugin<Context> {
  return {
    async contextCreationDidFail({ error }) {
      const { formatted, internal } = reportError({ message: error.message, extensions: (error as GraphQLError).extensions }, error, undefined);
      program.metrics.errors.inc({ code: String(formatted.extensions?.code) });
      if (internal) program.logger.error({ err: internal }, 'a context could not be opened');
    },
    async requestDidStart({ contextValue }) {
      const startedAt = performance.now();
      return {
        async didResolveOperation({ document, operation, operationName, request }) {
          if (!operation) throw unknownOperation(request.operationName);
          if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw websocketOnly();
          assertCost(program.schema, { document, operationName, variables: request.variables });
        },
        async didEncounterErrors({ errors }) {
          for (const error of errors) {
            const { formatted, internal } = reportError(error.toJSON(), error, contextValue.requestId);
            program.metrics.errors.inc({ code: String(formatted.extensions?.code) });
            if (internal) program.logger.error({ err: internal, requestId: contextValue.requestId, path: error.path }, 'a request failed');
          }
        },
        async willSendResponse({ response, request, source, document, operation, operationName }) {
          if (response.body.kind !== 'single') return;
          const result = response.body.singleResult;
          const { requestId } = contextValue;
          if (!result.errors && document && operation && source) {
            shortPath.admit({ document, operation, operationName, askedName: request.operationName, source });
          }
          result.extensions = { ...result.extensions, requestId };
          result.errors = result.errors?.map((error) => ({ ...error, extensions: { ...error.extensions, requestId } }));
          observeOperation(program, {
            operationName,
            kind: operation?.operation ?? 'unknown',
            milliseconds: performance.now() - startedAt,
            statements: contextValue.scope.meter.statements,
            hasErrors: Boolean(result.errors?.length),
            requestId,
          });
        },
      };
    },
  };
}

function websocketOnly(): GraphQLError {
  return new GraphQLError('Subscriptions are served over a websocket (graphql-transport-ws) at the same address.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
  });
}

function unknownOperation(name: string | undefined): GraphQLError {
  return new GraphQLError(name ? `The document has no operation named "${name}".` : 'Say which operation of the document to run: operationName.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });
}
