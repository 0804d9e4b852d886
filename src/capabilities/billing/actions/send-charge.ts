import { Money } from '../../../kernel/money';
import { notFound, Refusal } from '../../../kernel/refusal';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import { canAuthorize, GatewayRejected, type ChargeOutcome, type PaymentGateway } from '../gateways/gateway';
import { isHardWithholding } from '../model/mandate';
import { paymentGatewayPort } from '../model/payment-gateway';
import { openToken } from '../model/payment-method-token';
import { PaymentMethod } from '../model/payment-method.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { Payment } from '../model/payment.entity';

export interface SendCharge {
  readonly attemptId: string;
  /** From `beginCharge`, by whoever has just begun it; read when left out. */
  readonly payment?: Payment;
  readonly method?: PaymentMethod;
}

/**
 * Second of three steps: sends a charge, an authorization or a capture that was begun and committed. Sending it again is harmless, because its key is the same.
 * One that its mandate withholds fails without being sent. 'UNKNOWN' when nobody can say whether it was done. No transaction may be open.
 */
export async function sendCharge(desk: Desk, { attemptId, ...begun }: SendCharge): Promise<ChargeOutcome | 'UNKNOWN'> {
  const payment = begun.payment ?? (await desk.view.find(Payment, attemptId));
  const method = begun.method ?? (payment?.paymentMethodId && (await desk.view.find(PaymentMethod, payment.paymentMethodId)));
  if (!payment?.gatewayKey || !method) throw notFound('This charge', ['attemptId']);
  if (payment.withheldCode) return withheld(payment.withheldCode);
  try {
    return await send(desk, payment, method);
  } catch (error) {
    return outcomeOf(error);
  }
}

async function send(desk: Desk, payment: Payment, method: PaymentMethod): Promise<ChargeOutcome> {
  const gateway = desk.port(paymentGatewayPort);
  const { id: attemptId, tenantId, gatewayKey, amountMinor, currency, isOffSession, kind, authorizationId } = payment;
  const terms = { key: gatewayKey!, amount: Money.of(amountMinor, currency), at: desk.view.now, metadata: { tenantId, attemptId } };
  if (authorizationId) return capture(desk, gateway, { ...terms, authorizationId });
  const request = { ...terms, gatewayToken: openToken(desk.port(sealerPort), method), isOffSession };
  if (kind !== PaymentTransactionKind.AUTHORIZATION) return gateway.charge(request);
  return canAuthorize(gateway) ? gateway.authorize(request) : notSupported;
}

type Capture = { key: string; amount: Money; at: Date; metadata: { tenantId: string; attemptId: string }; authorizationId: string };

async function capture(desk: Desk, gateway: PaymentGateway, { authorizationId, ...terms }: Capture): Promise<ChargeOutcome> {
  const authorization = await desk.view.find(Payment, authorizationId);
  if (!authorization?.gatewayReference) throw notFound('This authorization', ['attemptId']);
  return canAuthorize(gateway) ? gateway.capture({ ...terms, authorizationReference: authorization.gatewayReference }) : notSupported;
}

const notSupported: ChargeOutcome = {
  status: 'FAILED',
  reference: '',
  failureCode: 'authorization_not_supported',
  isHard: true,
  message: 'This payment network does not reserve money.',
};

export function withheld(failureCode: string): ChargeOutcome {
  return { status: 'FAILED', reference: '', failureCode, isHard: isHardWithholding(failureCode), message: 'The mandate does not allow this charge.' };
}

/** Only a clear no says that nothing was done. A key that served another request hides a charge that we do not know: ask. */
function outcomeOf(error: unknown): ChargeOutcome | 'UNKNOWN' {
  const isClearNo = error instanceof Refusal || error instanceof GatewayRejected;
  if (!isClearNo) return 'UNKNOWN';
  const isHard = error instanceof Refusal;
  return { status: 'FAILED', reference: '', failureCode: isHard ? error.code.toLowerCase() : 'gateway_rejected', isHard, message: error.message };
}
