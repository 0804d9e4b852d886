import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { archiveTaxRate } from '../actions/archive-tax-rate';
import { createTaxRate } from '../actions/create-tax-rate';
import { updateTaxRate } from '../actions/update-tax-rate';
import { TaxRate, TaxRateStatus } from '../model/tax-rate.entity';
import { pageOfTaxRates } from '../storage/tax-rates.queries';
import {
  TaxRateArchiveInput,
  TaxRateArchivePayload,
  TaxRateCreateInput,
  TaxRateCreatePayload,
  TaxRateUpdateInput,
  TaxRateUpdatePayload,
} from './tax-rate.inputs';

const TaxRateConnection = connectionOf(TaxRate, 'TaxRate');

@Resolver(() => TaxRate)
export class TaxRateResolver {
  @Allow('billing.manageTaxes')
  @Query(() => TaxRateConnection, { description: 'The tax rates, oldest first.' })
  taxRates(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => TaxRateStatus, { nullable: true, description: 'Only those in this state.' }) status?: TaxRateStatus,
  ) {
    return pageOfTaxRates(view, pageRequest(page), { status });
  }

  @Allow('billing.manageTaxes')
  @Mutation(() => TaxRateCreatePayload, { description: 'Puts a tax on invoices of subscriptions from now on.' })
  taxRateCreate(@Ctx() context: Context, @Arg('input', { description: 'The rate.' }) input: TaxRateCreateInput) {
    return context.mutate({ name: 'taxRateCreate', input: {} }, async (work) => ({ taxRate: await createTaxRate(work, input) }));
  }

  @Allow('billing.manageTaxes')
  @Mutation(() => TaxRateUpdatePayload, { description: 'Changes a tax for invoices from now on; older ones keep theirs.' })
  taxRateUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: TaxRateUpdateInput) {
    return context.mutate({ name: 'taxRateUpdate', input: {} }, async (work) => ({ taxRate: await updateTaxRate(work, input) }));
  }

  @Allow('billing.manageTaxes')
  @Mutation(() => TaxRateArchivePayload, { description: 'Takes a tax off invoices from now on; older ones keep it.' })
  taxRateArchive(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: TaxRateArchiveInput) {
    return context.mutate({ name: 'taxRateArchive', input: {} }, async (work) => ({ taxRate: await archiveTaxRate(work, input) }));
  }
}
