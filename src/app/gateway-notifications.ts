import type { FastifyInstance } from 'fastify';
import { Refusal } from '../kernel/refusal';
import { GATEWAY_NOTIFICATIONS_PATH, NotificationRejected, paymentGatewayPort, receiveNotification } from '../capabilities/billing/contract';
import type { Program } from './program';
import { withRawBodies } from './raw-bodies';

/**
 * Where a payment network tells what became of a charge. It is believed for its signature alone, which is over the body as it came.
 * Anything but 2xx makes the network send it again: a notification that we could not take is not lost.
 */
export function addGatewayNotifications(app: FastifyInstance, program: Program): void {
  withRawBodies(app, (plain) => {
    plain.post<{ Params: { gateway: string }; Body: Buffer }>(GATEWAY_NOTIFICATIONS_PATH, async ({ params, headers, body }, reply) => {
      const gateway = program.ports.get(paymentGatewayPort);
      if (params.gateway !== gateway.name) return reply.code(404).send({ status: 'unknown gateway' });
      try {
        const notification = await gateway.verifyNotification(headers, body ?? '');
        await receiveNotification(await program.openSystemContext(notification.metadata.tenantId), notification);
        return await reply.code(204).send();
      } catch (error) {
        if (error instanceof NotificationRejected) return reply.code(400).send({ status: 'rejected' });
        if (error instanceof Refusal) return reply.code(404).send({ status: 'unknown charge' });
        throw error;
      }
    });
  });
}
