import { newId } from '../../../kernel/id';
import { Refusal } from '../../../kernel/refusal';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { lockUser } from '../../identity/contract';
import { paymentMethodDefaultChanged } from '../events';
import { GatewayUnreachable, type AttachedMethod } from '../gateways/gateway';
import { paymentGatewayPort } from '../model/payment-gateway';
import { sealToken } from '../model/payment-method-token';
import { PaymentMethod, PaymentMethodKind } from '../model/payment-method.entity';
import { findDefaultPaymentMethod } from '../storage/payment-methods.queries';

/** What the gateway made of a client's token, sealed. */
export interface ExchangedToken extends Pick<PaymentMethod, 'id' | 'gateway' | 'sealedToken'> {
  readonly attached: AttachedMethod;
}

/**
 * Exchanges a client's token for a method that the gateway stores, once under a key. No transaction may be open. Refuses
 * PAYMENT_METHOD_INVALID, also for a card number, and PAYMENT_GATEWAY_UNAVAILABLE.
 */
export async function exchangeToken(desk: Desk, { key, token }: { key: string; token: string }): Promise<ExchangedToken> {
  const gateway = desk.port(paymentGatewayPort);
  const attached = await answerOf(() => gateway.attach({ key: `attach:${key}`, token, at: desk.view.now }));
  const id = newId('pm');
  const sealedToken = sealToken(desk.port(sealerPort), { tenantId: desk.view.tenantId, id }, attached.gatewayToken);
  return { id, gateway: gateway.name, sealedToken, attached };
}

/** Nothing of ours stands for an attachment that may have been made: a method that nobody knows of is never charged. */
async function answerOf(attach: () => Promise<AttachedMethod>): Promise<AttachedMethod> {
  try {
    return await attach();
  } catch (error) {
    if (!(error instanceof GatewayUnreachable)) throw error;
    throw new Refusal('PAYMENT_GATEWAY_UNAVAILABLE', 'The payment network does not answer; try again.');
  }
}

/**
 * Stores a method of a user; her first one becomes her default. Her row is locked, so that two first ones cannot both be it.
 * Refuses NOT_FOUND.
 */
export async function attachPaymentMethod(work: Work, { userId, attached, ...sealed }: ExchangedToken & { userId: string }): Promise<PaymentMethod> {
  await lockUser(work, userId);
  const method = await work.insert(PaymentMethod, {
    ...sealed,
    userId,
    kind: PaymentMethodKind[attached.kind],
    label: attached.label,
    expiresOn: attached.expiresOn,
    restrictions: attached.restrictions,
    isDefault: (await findDefaultPaymentMethod(work, userId)) === null,
    detachedAt: null,
  });
  if (method.isDefault) work.emit(paymentMethodDefaultChanged({ paymentMethodId: method.id, userId }));
  return method;
}
