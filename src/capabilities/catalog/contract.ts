export { Product, ProductStatus, ProductType } from './model/product.entity';
export { ProductVariant } from './model/product-variant.entity';
export { productById, productVariantById } from './storage/products.loaders';
export { getVariants, variantIdsBySku, type VariantAndProduct } from './storage/products.queries';
export { importProducts, IMPORT_BATCH } from './actions/import-products';
export type { NewProduct, NewVariant } from './model/new-product';
