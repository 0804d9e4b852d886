import type { PurchaseOrderEventData } from '../events';
import type { PurchaseOrder } from './purchase-order.entity';

export function purchaseEventData({ id, supplierId, warehouseId, status, totalMinor, currency }: PurchaseOrder): PurchaseOrderEventData {
  return { purchaseOrderId: id, supplierId, warehouseId, status, totalMinor, currency };
}
