import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum PurchaseOrderStatus {
  DRAFT = 'DRAFT',
  ORDERED = 'ORDERED',
  PARTIALLY_RECEIVED = 'PARTIALLY_RECEIVED',
  RECEIVED = 'RECEIVED',
  CANCELED = 'CANCELED',
}

registerEnumType(PurchaseOrderStatus, {
  name: 'PurchaseOrderStatus',
  description: 'Where a purchase order stands.',
  valuesConfig: {
    DRAFT: { description: 'Being put together; nothing is on its way.' },
    ORDERED: { description: 'The supplier is to deliver; its pieces are `incoming`.' },
    PARTIALLY_RECEIVED: { description: 'A part has come; the rest is `incoming`.' },
    RECEIVED: { description: 'All of it has come.' },
    CANCELED: { description: 'What has not come will not come; what has come stays.' },
  },
});

/** What came stays: an order of which all has come is not canceled. */
export const purchaseOrderStates = new StateMachine<'status', PurchaseOrderStatus>('The purchase order', 'status', [PurchaseOrderStatus.DRAFT], {
  DRAFT: [PurchaseOrderStatus.ORDERED, PurchaseOrderStatus.CANCELED],
  ORDERED: [PurchaseOrderStatus.PARTIALLY_RECEIVED, PurchaseOrderStatus.RECEIVED, PurchaseOrderStatus.CANCELED],
  PARTIALLY_RECEIVED: [PurchaseOrderStatus.RECEIVED, PurchaseOrderStatus.CANCELED],
  RECEIVED: [],
  CANCELED: [],
});

/** Its goods are on their way, all or in part. */
export function isOpen({ status }: { status: PurchaseOrderStatus }): boolean {
  return status === PurchaseOrderStatus.ORDERED || status === PurchaseOrderStatus.PARTIALLY_RECEIVED;
}

/** Where an order stands by what of it has come. */
export function statusOfReceived(lines: readonly { quantity: number; receivedQuantity: number }[]): PurchaseOrderStatus {
  if (lines.every(({ receivedQuantity }) => receivedQuantity === 0)) return PurchaseOrderStatus.ORDERED;
  const isAll = lines.every(({ quantity, receivedQuantity }) => receivedQuantity === quantity);
  return isAll ? PurchaseOrderStatus.RECEIVED : PurchaseOrderStatus.PARTIALLY_RECEIVED;
}
