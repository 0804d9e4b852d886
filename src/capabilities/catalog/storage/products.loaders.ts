import { byId, defineLoader, pageBy } from '../../../platform/graphql/loader';
import { ProductVariant } from '../model/product-variant.entity';
import { Product, ProductStatus } from '../model/product.entity';
import { visibleProducts } from './products.queries';

export const productById = byId(Product, visibleProducts);

/** A variant is seen by those who see its product. */
export const productVariantById = defineLoader('productVariantById', async (view, ids) => {
  const select = view.from(ProductVariant).where({ id: ids });
  if (!view.actor.can('products.readUnlisted')) {
    select.whereSql('product_id IN (SELECT id FROM product WHERE tenant_id = ? AND status = ?)', [view.tenantId, ProductStatus.LISTED]);
  }
  const variantById = new Map((await select.all()).map((variant) => [variant.id, variant]));
  return ids.map((id) => variantById.get(id) ?? null);
});

/** In the order in which the merchant made them. Whoever reaches a product may see all its variants. */
export const variantsByProduct = pageBy({ entity: ProductVariant, parent: 'productId', sort: ['createdAt'], areFew: true });
