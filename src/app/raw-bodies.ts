import type { FastifyInstance } from 'fastify';

/** Routes whose bodies come as the bytes that were sent: signatures are over those. */
export function withRawBodies(app: FastifyInstance, addRoutes: (plain: FastifyInstance) => void): void {
  void app.register(async (plain) => {
    plain.removeAllContentTypeParsers();
    plain.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    addRoutes(plain);
  });
}
