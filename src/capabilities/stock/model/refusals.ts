import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  INSUFFICIENT_STOCK: 'There is less in stock than that.',
  WAREHOUSE_CODE_TAKEN: 'Another warehouse of this shop has this code.',
  NOT_STOCKED: 'This variant is digital: its stock is not counted.',
  SUPPLIER_CODE_TAKEN: 'Another supplier of this shop has this code.',
  SUPPLIER_SKU_TAKEN: 'The supplier sells another variant under this code.',
  SUPPLIER_ARCHIVED: 'Nothing is ordered from this supplier any more.',
  SUPPLIER_ITEM_MISSING: 'The supplier does not sell this variant: say on what terms it does with supplierItemSet.',
  QUANTITY_BELOW_MINIMUM: 'The supplier does not sell so few at once; the message says how many it does.',
  QUANTITY_NOT_IN_PACKS: 'The supplier sells whole packs alone; the message says how many fit.',
  PURCHASE_ORDER_NOT_DRAFT: 'Only a draft can be changed.',
  PURCHASE_ORDER_NOT_OPEN: 'Nothing of this purchase order is on its way.',
  MORE_THAN_ORDERED: 'More came than is still on its way by this order.',
  RECEIPT_REFERENCE_TAKEN: 'Another receipt of this order, with other lines, has this reference.',
  SUPPLIER_SKU_UNKNOWN: 'The order has no line with this code of the supplier.',
  MESSAGE_ID_TAKEN: 'Another message of this supplier had this id.',
});
