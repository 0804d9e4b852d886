import type { FastifyInstance } from 'fastify';
import { MessageRejected, receiveSupplierMessage, SUPPLIER_MESSAGES_PATH } from '../capabilities/stock/contract';
import { Refusal } from '../kernel/refusal';
import type { Program } from './program';
import { withRawBodies } from './raw-bodies';

const rejections = { UNKNOWN_SUPPLIER: 404, BAD_SIGNATURE: 401, BAD_MESSAGE: 400 } as const;
/** A conflict with what was told or done before, which no other message would mend. */
const conflicts = new Set(['PURCHASE_ORDER_NOT_OPEN', 'RECEIPT_REFERENCE_TAKEN', 'MESSAGE_ID_TAKEN', 'CONFLICT']);

/**
 * Where suppliers tell what becomes of their orders. What is not taken is answered with what is wrong; anything but 2xx is to be sent
 * again once that is mended, so that no message is lost. docs/supplier-messages.md is the supplier's manual.
 */
export function addSupplierMessages(app: FastifyInstance, program: Program): void {
  withRawBodies(app, (plain) => {
    plain.post<{ Params: { tenantId: string; supplierId: string }; Body: Buffer }>(SUPPLIER_MESSAGES_PATH, async ({ params: { tenantId, supplierId }, headers, body }, reply) => {
      try {
        const desk = await program.openSystemContext(tenantId);
        return await reply.code(200).send({ status: await receiveSupplierMessage(desk, { supplierId, headers, rawBody: body ?? '' }) });
      } catch (error) {
        if (error instanceof MessageRejected) return reply.code(rejections[error.reason]).send({ status: 'REFUSED', code: error.reason, message: error.message, field: null });
        if (!(error instanceof Refusal)) throw error;
        const { code, message, field } = error;
        return reply.code(code === 'NOT_FOUND' ? 404 : conflicts.has(code) ? 409 : 422).send({ status: 'REFUSED', code, message, field });
      }
    });
  });
}
