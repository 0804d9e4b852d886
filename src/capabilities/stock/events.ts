import { defineEvent } from '../../platform/events/define-event';

export type StockEventData = {
  levelId: string;
  variantId: string;
  warehouseId: string;
  onHand: number;
  allocated: number;
  reserved: number;
  incoming: number;
  available: number;
};

export const stockChanged = defineEvent<StockEventData>({
  type: 'stock.changed',
  object: 'levelId',
  description: 'A stock level moved; the data are its numbers afterwards.',
});

export const stockLow = defineEvent<StockEventData>({
  type: 'stock.low',
  object: 'levelId',
  description: 'What is available at a level fell to its safety stock or below.',
});

export const stockOut = defineEvent<StockEventData>({
  type: 'stock.out',
  object: 'levelId',
  description: 'The last available piece of a variant is gone from all warehouses; the level is the one that moved last.',
});

export const stockBackIn = defineEvent<StockEventData>({
  type: 'stock.back_in',
  object: 'levelId',
  description: 'A variant that was out of stock in all warehouses is available again at this level.',
});
