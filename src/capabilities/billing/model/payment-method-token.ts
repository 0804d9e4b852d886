import { sealedColumn } from '../../../platform/crypto/reseal';
import type { Sealer } from '../../../platform/crypto/seal';
import { PaymentMethod } from './payment-method.entity';

type Owner = Pick<PaymentMethod, 'tenantId' | 'id'>;

/** The gateway's token, readable for this deployment and for this row only: copied to another row it does not open. */
export function sealToken(sealer: Sealer, owner: Owner, token: string): string {
  return sealer.seal(token, purposeOf(owner));
}

export function openToken(sealer: Sealer, method: Owner & Pick<PaymentMethod, 'sealedToken'>): string {
  return sealer.open(method.sealedToken, purposeOf(method));
}

export const sealedTokens = sealedColumn(PaymentMethod, { property: 'sealedToken', column: 'sealed_token', purposeOf });

function purposeOf({ tenantId, id }: Owner): string {
  return `payment method token of ${tenantId} ${id}`;
}
