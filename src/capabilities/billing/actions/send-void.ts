import { notFound, Refusal } from '../../../kernel/refusal';
import type { Desk } from '../../../platform/database/desk';
import { canAuthorize, type RefundOutcome } from '../gateways/gateway';
import { paymentGatewayPort } from '../model/payment-gateway';
import { Payment } from '../model/payment.entity';

/**
 * Second of three steps: lets reserved money go. Sending it again is harmless, because its key is the same. 'UNKNOWN' when nobody can
 * say whether it was done. No transaction may be open.
 */
export async function sendVoid(desk: Desk, { voidId }: { voidId: string }): Promise<RefundOutcome | 'UNKNOWN'> {
  const release = await desk.view.find(Payment, voidId);
  const authorization = release?.authorizationId && (await desk.view.find(Payment, release.authorizationId));
  if (!release?.gatewayKey || !authorization || !authorization.gatewayReference) throw notFound('This void', ['voidId']);
  const gateway = desk.port(paymentGatewayPort);
  if (!canAuthorize(gateway)) return failed('authorization_not_supported', 'This payment network does not reserve money.');
  try {
    return await gateway.void({ key: release.gatewayKey, authorizationReference: authorization.gatewayReference, at: desk.view.now });
  } catch (error) {
    return error instanceof Refusal ? failed(error.code.toLowerCase(), error.message) : 'UNKNOWN';
  }
}

function failed(failureCode: string, message: string): RefundOutcome {
  return { status: 'FAILED', reference: '', failureCode, message };
}
