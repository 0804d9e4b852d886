export { StockLevel } from './model/stock-level.entity';
export { StockMovementKind } from './model/stock-movement.entity';
export { Warehouse } from './model/warehouse.entity';
export { allocateStock, type AllocateStock, type StockQuantity } from './actions/allocate-stock';
export { releaseStock } from './actions/release-stock';
export { shipStock, type ShipStock } from './actions/ship-stock';
export { receiveStock, type ReceiveStock } from './actions/receive-stock';
export { availableByVariant, stockLevelById, warehouseById } from './storage/stock.loaders';
export { findDefaultWarehouse } from './storage/stock.queries';
