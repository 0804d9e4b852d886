import { Refusal, declareRefusals } from '../../../kernel/refusal';

const descriptions = {
  PAYMENT_METHOD_INVALID: 'The payment method cannot be used: its token is not one that the payment gateway gave out.',
  CHARGE_NOT_REFUNDABLE: 'There is no successful charge to give money back from.',
  REFUND_EXCEEDS_CHARGE: 'The refund is more than what is left of the charge.',
};
declareRefusals(descriptions);

export type GatewayRefusalCode = keyof typeof descriptions;

export function isGatewayRefusalCode(code: string): code is GatewayRefusalCode {
  return Object.hasOwn(descriptions, code);
}

/** The token itself is never repeated: it may be a secret that was pasted into the wrong field. */
export function paymentMethodInvalid(): Refusal {
  return new Refusal('PAYMENT_METHOD_INVALID', 'The payment gateway does not know this token.', ['token']);
}

export function cardNumberRefused(): Refusal {
  return new Refusal(
    'PAYMENT_METHOD_INVALID',
    'This looks like a card number. Card numbers are never accepted: send the token that the gateway gave to the client.',
    ['token'],
  );
}

export function chargeNotRefundable(): Refusal {
  return new Refusal('CHARGE_NOT_REFUNDABLE', 'Only a charge that succeeded can be refunded.');
}

export function refundExceedsCharge(leftAmount: string): Refusal {
  return new Refusal('REFUND_EXCEEDS_CHARGE', `Only ${leftAmount} of the charge is left to refund.`, ['amount']);
}
