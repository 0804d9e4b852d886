import { randomBytes } from 'node:crypto';
import { sealedColumn } from '../../../platform/crypto/reseal';
import type { Sealer } from '../../../platform/crypto/seal';
import { Supplier } from './supplier.entity';

/** Under the address of this program; `:tenantId` because ids are known only within their tenant. */
export const SUPPLIER_MESSAGES_PATH = '/suppliers/:tenantId/:supplierId/messages';

type Owner = Pick<Supplier, 'tenantId' | 'id'>;

export function messagesPathOf({ tenantId, id }: Owner): string {
  return SUPPLIER_MESSAGES_PATH.replace(':tenantId', tenantId).replace(':supplierId', id);
}

/** 256 bits of chance, as Standard Webhooks writes them. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** Bound to its supplier: it opens for no other. */
export function sealWebhookSecret(sealer: Sealer, owner: Owner, secret: string): string {
  return sealer.seal(secret, purposeOf(owner));
}

export function openWebhookSecret(sealer: Sealer, owner: Owner, sealedSecret: string): string {
  return sealer.open(sealedSecret, purposeOf(owner));
}

export const sealedWebhookSecrets = sealedColumn(Supplier, { property: 'sealedWebhookSecret', column: 'sealed_webhook_secret', purposeOf });

function purposeOf({ tenantId, id }: Owner): string {
  return `supplier webhook ${tenantId} ${id}`;
}
