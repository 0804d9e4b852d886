import { Refusal, declareRefusals } from '../../../kernel/refusal';

const descriptions = {
  PAYMENT_METHOD_INVALID: 'The payment method cannot be used: its token is not one that the payment gateway gave out.',
  CHARGE_NOT_REFUNDABLE: 'There is no successful charge to give money back from.',
  REFUND_EXCEEDS_CHARGE: 'The refund is more than what is left of the charge.',
  AUTHORIZATION_NOT_CAPTURABLE: 'There is no reserved money: the authorization did not succeed, has expired, or was let go.',
  CAPTURE_EXCEEDS_AUTHORIZATION: 'The capture is more than what is left of the reserved money.',
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

export function authorizationNotCapturable(field: readonly string[] | null = null): Refusal {
  return new Refusal('AUTHORIZATION_NOT_CAPTURABLE', 'Only an authorization that succeeded, has not expired and was not let go holds money.', field);
}

export function captureExceedsAuthorization(leftAmount: string, field: readonly string[] = ['amount']): Refusal {
  return new Refusal('CAPTURE_EXCEEDS_AUTHORIZATION', `Only ${leftAmount} of the authorization is left to take.`, field);
}
