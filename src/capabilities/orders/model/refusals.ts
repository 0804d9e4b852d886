import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  VARIANT_NOT_FOR_SALE: 'The variant is unknown, not published, or no longer sold.',
  CURRENCY_MISMATCH: 'One order has one currency; the lines have prices in several.',
  SHIPPING_METHOD_NOT_AVAILABLE: 'The shipping method is not offered for the address, the weight and the total of the order, or nothing of it is sent.',
  ORDER_NOT_PAYABLE: 'The order is not waiting for a payment.',
  ORDER_NOT_PAID: 'The order must be paid before anything leaves.',
  ORDER_ALREADY_SHIPPED: 'Something of the order has left already; take it back as a return.',
  CART_CLOSED: 'The cart was ordered, went into another one or expired; begin another.',
  GOODS_AWAITED: 'It was ordered beyond the stock, and its goods have not come.',
  NOTHING_TO_FULFILL: 'There is not that much left to deliver.',
});
