import { defineEvent } from '../../platform/events/define-event';

export const productCreated = defineEvent<{ productId: string; type: string; status: string; variantIds: readonly string[] }>({
  type: 'product.created',
  object: 'productId',
  description: 'A product was created, with the variants that are named.',
});

export const productUpdated = defineEvent<{ productId: string; status: string }>({
  type: 'product.updated',
  object: 'productId',
  description: 'A product was changed, listed or delisted.',
});

type VariantData = { variantId: string; productId: string; priceMinor: bigint; currency: string };

export const productVariantCreated = defineEvent<VariantData>({
  type: 'product_variant.created',
  object: 'variantId',
  description: 'A product got another variant.',
});

export const productVariantUpdated = defineEvent<VariantData>({
  type: 'product_variant.updated',
  object: 'variantId',
  description: 'A variant, for example its price, was changed.',
});
