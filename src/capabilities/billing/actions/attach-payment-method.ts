import { newId } from '../../../kernel/id';
import { Refusal } from '../../../kernel/refusal';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { lockUser } from '../../identity/contract';
import { GatewayUnreachable, type AttachedMethod } from '../gateways/gateway';
import { paymentGatewayPort } from '../model/payment-gateway';
import { sealToken } from '../model/payment-method-token';
import { PaymentMethod, PaymentMethodKind } from '../model/payment-method.entity';
import { findDefaultPaymentMethod } from '../storage/payment-methods.queries';

export interface AttachPaymentMethod {
  readonly userId: string;
  /** What the gateway gave to the client; never a card number. */
  readonly token: string;
}

/**
 * Exchanges a client's token for a stored method; a user's first one becomes her default. The gateway is called before any
 * transaction. Refuses PAYMENT_METHOD_INVALID, also for a card number, and PAYMENT_GATEWAY_UNAVAILABLE.
 */
export async function attachPaymentMethod(desk: Desk, { userId, token }: AttachPaymentMethod): Promise<PaymentMethod> {
  const gateway = desk.port(paymentGatewayPort);
  const id = newId('pm');
  const attached = await exchange(() => gateway.attach({ key: `attach:${id}`, token, at: desk.view.now }));
  const sealedToken = sealToken(desk.port(sealerPort), { tenantId: desk.view.tenantId, id }, attached.gatewayToken);
  return desk.transact((work) => keep(work, { id, userId, gateway: gateway.name, sealedToken }, attached));
}

/** Nothing of ours stands for an attachment that may have been made: a method that nobody knows of is never charged. */
async function exchange(attach: () => Promise<AttachedMethod>): Promise<AttachedMethod> {
  try {
    return await attach();
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    throw new Refusal('PAYMENT_GATEWAY_UNAVAILABLE', 'The payment network does not answer; try again.');
  }
}

/** The user's row is locked, so that two first methods cannot both become the default. */
async function keep(work: Work, values: Partial<PaymentMethod> & { userId: string }, attached: AttachedMethod): Promise<PaymentMethod> {
  await lockUser(work, values.userId);
  return work.insert(PaymentMethod, {
    ...values,
    kind: PaymentMethodKind[attached.kind],
    label: attached.label,
    expiresOn: attached.expiresOn,
    isDefault: (await findDefaultPaymentMethod(work, values.userId)) === null,
    detachedAt: null,
  });
}
