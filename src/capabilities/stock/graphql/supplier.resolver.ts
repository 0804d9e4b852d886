import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { archiveSupplier } from '../actions/archive-supplier';
import { createSupplier } from '../actions/create-supplier';
import { removeSupplierItem } from '../actions/remove-supplier-item';
import { setSupplierItem } from '../actions/set-supplier-item';
import { updateSupplier } from '../actions/update-supplier';
import { SupplierItem } from '../model/supplier-item.entity';
import { Supplier } from '../model/supplier.entity';
import { itemsBySupplier, supplierById } from '../storage/supply.loaders';
import { pageOfSuppliers } from '../storage/supply.queries';
import {
  SupplierArchiveInput,
  SupplierArchivePayload,
  SupplierCreateInput,
  SupplierCreatePayload,
  SupplierItemRemoveInput,
  SupplierItemRemovePayload,
  SupplierItemSetInput,
  SupplierItemSetPayload,
  SupplierUpdateInput,
  SupplierUpdatePayload,
} from './supplier.inputs';

const SupplierConnection = connectionOf(Supplier, 'Supplier');
const SupplierItemConnection = connectionOf(SupplierItem, 'SupplierItem');

@Resolver(() => Supplier)
export class SupplierResolver {
  @Allow('supply.read')
  @Query(() => SupplierConnection, { description: 'The suppliers, in the order of their codes.' })
  suppliers(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('isArchived', () => Boolean, { nullable: true, description: 'True: only those that are archived; false: only those in use; all when left out.' }) isArchived?: boolean,
  ) {
    return pageOfSuppliers(view, { isArchived }, pageRequest(page));
  }

  @Allow('supply.read')
  @Query(() => Supplier, { nullable: true, description: 'A supplier by id.' })
  supplier(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the supplier.' }) id: string): Promise<Supplier | null> {
    return context.load(supplierById, id);
  }

  @FieldResolver(() => SupplierItemConnection, { description: 'What it sells to the shop, oldest first.' })
  items(@Ctx() context: Context, @Root() { id }: Supplier, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(itemsBySupplier, id, page);
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierCreatePayload, { description: 'Creates a supplier. Refuses SUPPLIER_CODE_TAKEN.' })
  supplierCreate(@Ctx() context: Context, @Arg('input', { description: 'The new supplier.' }) input: SupplierCreateInput) {
    return context.mutate({ name: 'supplierCreate', input: {} }, async (work) => ({ supplier: await createSupplier(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierUpdatePayload, { description: 'Changes a supplier.' })
  supplierUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: SupplierUpdateInput) {
    return context.mutate({ name: 'supplierUpdate', input: {} }, async (work) => ({ supplier: await updateSupplier(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierArchivePayload, { description: 'Ends buying from a supplier; what is ordered still comes.' })
  supplierArchive(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SupplierArchiveInput) {
    return context.mutate({ name: 'supplierArchive', input: {} }, async (work) => ({ supplier: await archiveSupplier(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierItemSetPayload, { description: 'Says on what terms a supplier sells a variant. Refuses NOT_STOCKED for a digital one, SUPPLIER_SKU_TAKEN.' })
  supplierItemSet(@Ctx() context: Context, @Arg('input', { description: 'The terms.' }) input: SupplierItemSetInput) {
    return context.mutate({ name: 'supplierItemSet', input: {} }, async (work) => ({ supplierItem: await setSupplierItem(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => SupplierItemRemovePayload, { description: 'Says that a supplier does not sell a variant any more. Nothing happens when it did not.' })
  supplierItemRemove(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SupplierItemRemoveInput) {
    return context.mutate({ name: 'supplierItemRemove', input: {} }, async (work) => ({ supplierItem: await removeSupplierItem(work, input) }));
  }
}
