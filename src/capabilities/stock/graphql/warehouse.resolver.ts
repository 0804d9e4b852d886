import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { createWarehouse } from '../actions/create-warehouse';
import { updateWarehouse } from '../actions/update-warehouse';
import { Warehouse } from '../model/warehouse.entity';
import { pageOfWarehouses } from '../storage/stock.queries';
import { WarehouseCreateInput, WarehouseCreatePayload, WarehouseUpdateInput, WarehouseUpdatePayload } from './stock.inputs';

const WarehouseConnection = connectionOf(Warehouse, 'Warehouse');

@Resolver(() => Warehouse)
export class WarehouseResolver {
  @Allow('stock.read')
  @Query(() => WarehouseConnection, { description: 'The warehouses, in the order in which stock is taken from them; the first is the default.' })
  warehouses(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfWarehouses(view, pageRequest(page));
  }

  @Allow('stock.manage')
  @Mutation(() => WarehouseCreatePayload, { description: 'Creates a warehouse.' })
  warehouseCreate(@Ctx() context: Context, @Arg('input', { description: 'The new warehouse.' }) input: WarehouseCreateInput) {
    return context.mutate({ name: 'warehouseCreate', input: {} }, async (work) => ({ warehouse: await createWarehouse(work, input) }));
  }

  @Allow('stock.manage')
  @Mutation(() => WarehouseUpdatePayload, { description: 'Changes a warehouse.' })
  warehouseUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: WarehouseUpdateInput) {
    return context.mutate({ name: 'warehouseUpdate', input: {} }, async (work) => ({ warehouse: await updateWarehouse(work, input) }));
  }
}
