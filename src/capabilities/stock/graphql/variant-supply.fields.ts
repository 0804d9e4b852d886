import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { authorise } from '../../../platform/graphql/permission';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { SupplierItem } from '../model/supplier-item.entity';
import { Supplier } from '../model/supplier.entity';
import { supplierById, supplierItemsByVariant } from '../storage/supply.loaders';

const SupplierItemConnection = connectionOf(SupplierItem, 'SupplierItem');

@Resolver(() => ProductVariant)
export class VariantSupplyFields {
  @FieldResolver(() => SupplierItemConnection, { description: 'Who sells it to the shop, and on what terms. Needs the permission supply.read.' })
  supplierItems(@Ctx() context: Context, @Root() { id }: ProductVariant, @Args(() => PageArgs) page: PageArgs) {
    authorise(context.actor, 'supply.read');
    return context.loadPage(supplierItemsByVariant, id, page);
  }
}

@Resolver(() => SupplierItem)
export class SupplierItemFields {
  @FieldResolver(() => Supplier, { description: 'Who sells it.' })
  supplier(@Ctx() context: Context, @Root() { supplierId }: SupplierItem): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => ProductVariant, { nullable: true, description: 'What is sold; null when you may not see its product.' })
  variant(@Ctx() context: Context, @Root() { variantId }: SupplierItem): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }

  @FieldResolver(() => Int, { description: 'Days from an order to these goods: the item\'s own, else the supplier\'s.' })
  async effectiveLeadTimeDays(@Ctx() context: Context, @Root() { supplierId, leadTimeDays }: SupplierItem): Promise<number> {
    return leadTimeDays ?? (await context.load(supplierById, supplierId))!.leadTimeDays;
  }
}
