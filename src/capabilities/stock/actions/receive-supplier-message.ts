import type { Desk } from '../../../platform/database/desk';
import { sealerPort } from '../../../platform/crypto/seal';
import { MessageRejected, readSignedMessage, type MessageHeaders } from '../model/supplier-message';
import { Supplier } from '../model/supplier.entity';
import { openWebhookSecret } from '../model/webhook-secret';
import { applySupplierMessage, type MessageOutcome } from './apply-supplier-message';

export interface ReceiveSupplierMessage {
  readonly supplierId: string;
  readonly headers: MessageHeaders;
  readonly rawBody: string | Buffer;
}

/**
 * Takes what a supplier tells about its orders; it is believed for its signature alone. Throws MessageRejected for a supplier that has no
 * secret, for a wrong signature and for what cannot be read; refuses what applySupplierMessage refuses.
 */
export async function receiveSupplierMessage(desk: Desk, { supplierId, headers, rawBody }: ReceiveSupplierMessage): Promise<MessageOutcome> {
  const supplier = await desk.view.find(Supplier, supplierId);
  if (!supplier?.sealedWebhookSecret) throw new MessageRejected('UNKNOWN_SUPPLIER', 'No supplier sends its messages here: ask for the address and the secret.');
  const message = readSignedMessage(openWebhookSecret(desk.port(sealerPort), supplier, supplier.sealedWebhookSecret), headers, rawBody);
  return desk.transact((work) => applySupplierMessage(work, { supplierId, message }));
}
