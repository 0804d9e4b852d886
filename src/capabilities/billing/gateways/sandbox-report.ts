import type { ChargeMetadata } from './gateway';
import type { ChargeResult } from './sandbox-entries';
import type { SandboxCharge } from './sandbox-charges';
import type { SandboxState } from './sandbox-state';

/** The books of the sandbox, in the order in which things happened. Amounts are minor units as text. */
export interface SandboxReport {
  readonly charges: readonly ReportedCharge[];
  readonly authorizations: readonly ReportedAuthorization[];
  readonly refunds: readonly ReportedRefund[];
  readonly undeliveredNotifications: readonly { readonly id: string; readonly key: string }[];
}

export interface ReportedCharge {
  readonly key: string;
  readonly reference: string;
  readonly gatewayToken: string;
  readonly status: ChargeResult['status'];
  /** Null unless it failed. */
  readonly failureCode: string | null;
  readonly amountMinor: string;
  readonly refundedMinor: string;
  readonly currency: string;
  readonly metadata: ChargeMetadata;
  /** Business time. */
  readonly at: string;
}

export interface ReportedAuthorization extends Omit<ReportedCharge, 'refundedMinor'> {
  readonly capturedMinor: string;
  readonly isVoided: boolean;
}

export interface ReportedRefund {
  readonly key: string;
  readonly reference: string;
  readonly chargeReference: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly at: string;
}

export function reportOf(state: SandboxState): SandboxReport {
  const charges = [...state.charges.all()];
  return {
    charges: charges.filter(({ made }) => !made.isAuthorization).map(reportCharge),
    authorizations: charges.filter(({ made }) => made.isAuthorization).map(reportAuthorization),
    refunds: state.refunds.map(({ type: _type, ...refund }) => refund),
    undeliveredNotifications: [...state.undelivered.values()].map(({ id, key }) => ({ id, key })),
  };
}

function reportAuthorization(charge: SandboxCharge): ReportedAuthorization {
  const { refundedMinor: _none, ...reported } = reportCharge(charge);
  return { ...reported, capturedMinor: charge.capturedMinor.toString(), isVoided: charge.isVoided };
}

function reportCharge({ made, result, refundedMinor }: SandboxCharge): ReportedCharge {
  const { key, reference, gatewayToken, amountMinor, currency, metadata, at } = made;
  return {
    key,
    reference,
    gatewayToken,
    status: result.status,
    failureCode: result.status === 'FAILED' ? result.failureCode : null,
    amountMinor,
    refundedMinor: refundedMinor.toString(),
    currency,
    metadata,
    at,
  };
}
