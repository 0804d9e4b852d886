import type { FastifyInstance } from 'fastify';
import { addDeveloperPages } from './developer-pages';
import type { Program } from './program';
import { updateGauges } from './update-gauges';

/** Health, metrics, public keys and the pages for developers. */
export function addPages(app: FastifyInstance, program: Program, state: { isReady: () => boolean }): void {
  app.get('/health/live', async () => ({ status: 'ok' }));
  app.get('/health/ready', async (_request, reply) => {
    if (!state.isReady()) return reply.code(503).send({ status: 'stopping' });
    try {
      await program.database.ping();
      return { status: 'ok' };
    } catch (error) {
      program.logger.error({ err: error }, 'the database does not answer');
      return reply.code(503).send({ status: 'database unreachable' });
    }
  });
  app.get('/metrics', async (_request, reply) => {
    await updateGauges(program);
    return reply.type(program.metrics.registry.contentType).send(await program.metrics.registry.metrics());
  });
  app.get('/.well-known/jwks.json', async (_request, reply) =>
    reply.header('cache-control', 'public, max-age=300').send(program.tokenKeys.jwks),
  );
  addDeveloperPages(app, program);
}
