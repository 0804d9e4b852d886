export { importOrders, type ImportedOrder, type ImportedOrderLine } from './actions/import-orders';
export { importReturns, type ImportedReturn, type ReturnVerdict } from './actions/import-returns';
