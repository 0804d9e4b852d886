import { defineCapability } from '../../platform/capability';
import { productCreated, productUpdated, productVariantCreated, productVariantUpdated } from './events';
import { ProductVariantResolver } from './graphql/product-variant.resolver';
import { ProductResolver } from './graphql/product.resolver';
import { ProductVariant } from './model/product-variant.entity';
import { ProductWord } from './model/product-word.entity';
import { Product } from './model/product.entity';
import './model/refusals';
import { productById, productVariantById } from './storage/products.loaders';

export const catalog = defineCapability({
  name: 'catalog',
  entities: [Product, ProductVariant, ProductWord],
  resolvers: [ProductResolver, ProductVariantResolver],
  nodes: [
    { prefix: 'prod', typeName: 'Product', loader: productById, permission: null },
    { prefix: 'var', typeName: 'ProductVariant', loader: productVariantById, permission: null },
  ],
  permissions: {
    'products.readUnlisted': { roles: ['STAFF', 'ADMIN'], description: 'Read products that customers do not see.' },
    'products.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create, change, list and delist products and their variants.' },
  },
  events: [productCreated, productUpdated, productVariantCreated, productVariantUpdated],
});
