import { Field, ObjectType } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { InvoiceDeduction, InvoiceDiscount, InvoiceLine, type ComposedInvoice } from '../../billing/contract';

@ObjectType({ description: 'An invoice as it will be, if nothing else happens before.' })
export class InvoicePreview {
  constructor(private readonly composed: ComposedInvoice) {}

  @Field(() => [InvoiceLine], { description: 'Its lines, in their order.' })
  get lines() {
    return this.composed.lines;
  }

  @Field(() => [InvoiceDeduction], { description: 'What is taken off the total before money is.' })
  get deductions() {
    return this.composed.deductions;
  }

  @Field(() => [InvoiceDiscount], { description: 'What coupons take off its lines.' })
  get discounts() {
    const { discount: taken } = this.composed;
    if (!taken) return [];
    const { discount: { name, code }, amountMinor, currency, explanation } = taken;
    return [Object.assign(new InvoiceDiscount(), { name, code, amountMinor, currency, explanation })];
  }

  @Field(() => Money, { description: 'What coupons take off: the sum of the lines\' discounts, which the subtotal is without.' })
  get discount(): Money {
    return this.money(this.composed.discountMinor);
  }

  @Field(() => Money, { description: 'Sum of the lines, after discounts and without tax.' })
  get subtotal(): Money {
    return this.money(this.composed.subtotalMinor);
  }

  @Field(() => Money, { description: 'Sum of the lines\' taxes.' })
  get tax(): Money {
    return this.money(this.composed.taxMinor);
  }

  @Field(() => Money, { description: 'Subtotal and tax. Below zero it becomes credit of the user.' })
  get total(): Money {
    return this.money(this.composed.totalMinor);
  }

  @Field(() => Money, { description: 'What is to be paid in money: the total less deductions.' })
  get due(): Money {
    return this.money(this.composed.dueMinor);
  }

  private money(amountMinor: bigint): Money {
    return Money.of(amountMinor, this.composed.currency);
  }
}

@ObjectType({ description: 'What a subscription, or a change of one, will cost: to the unit what is billed then.' })
export class SubscriptionPreview {
  @Field(() => InvoicePreview, { nullable: true, description: 'What is billed at once; null when nothing is.' })
  invoiceNow: InvoicePreview | null;

  @Field(() => InvoicePreview, { nullable: true, description: 'What is billed with the next period; null when there is none.' })
  nextInvoice: InvoicePreview | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the next period starts.' })
  nextInvoiceAt: Date | null;
}
