import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { InvoiceDiscount } from '../model/invoice-discount.entity';
import { Invoice } from '../model/invoice.entity';
import { discountsByInvoice } from '../storage/coupons.loaders';

@Resolver(() => Invoice)
export class InvoiceDiscountFields {
  @FieldResolver(() => [InvoiceDiscount], { description: 'What coupons took off its lines: the parts of `discount`, each with its formula.' })
  discounts(@Root() { id }: Invoice, @Ctx() context: Context): Promise<InvoiceDiscount[]> {
    return context.load(discountsByInvoice, id);
  }
}
