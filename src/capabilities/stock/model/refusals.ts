import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  INSUFFICIENT_STOCK: 'There is less in stock than that.',
  WAREHOUSE_CODE_TAKEN: 'Another warehouse of this shop has this code.',
  NOT_STOCKED: 'This variant is digital: its stock is not counted.',
  SUPPLIER_CODE_TAKEN: 'Another supplier of this shop has this code.',
  SUPPLIER_SKU_TAKEN: 'The supplier sells another variant under this code.',
});
