import type { Sealer } from '../../../platform/crypto/seal';
import type { Work } from '../../../platform/database/work';
import type { Supplier } from '../model/supplier.entity';
import { newWebhookSecret, sealWebhookSecret } from '../model/webhook-secret';
import { lockSupplier } from '../storage/supply.queries';

/**
 * Makes the secret that a supplier signs its messages with, in place of the one before, which is worth nothing from now on. It is kept
 * sealed and said here alone. Refuses NOT_FOUND.
 */
export async function rotateSupplierWebhookSecret(work: Work, sealer: Sealer, { supplierId }: { supplierId: string }): Promise<{ supplier: Supplier; secret: string }> {
  const supplier = await lockSupplier(work, supplierId);
  const secret = newWebhookSecret();
  supplier.sealedWebhookSecret = sealWebhookSecret(sealer, supplier, secret);
  return { supplier: await work.save(supplier), secret };
}
