import { Field, ID, ObjectType } from 'type-graphql';
import { Check, Entity } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdColumn, IdPrefix, InstantColumn, JsonColumn, NameColumn, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { PlanStatus } from './plan.entity';
import type { StoredPrice } from './plan-pricing';

/** What may be taken beside a plan. Its price is never changed: another one is put in its place, and who has taken this one keeps it. */
@ObjectType('AddOn', { description: 'What a subscriber may take beside a plan, in every period.' })
@Entity('add_on')
@IdPrefix('aon')
@Check('add_on_price_check', 'price_minor >= 0')
export class AddOn {
  @TenantColumn()
  tenantId: string;

  @Field(() => ID, { description: 'Its id.' })
  @IdColumn()
  id: string;

  @Field(() => String, { description: 'Its name for people; it stands on the invoice.' })
  @NameColumn()
  name: string;

  @Field(() => PlanStatus, { description: 'Whether it can be taken; who has it keeps it.' })
  @CodeColumn()
  status: PlanStatus;

  @BigIntColumn()
  priceMinor: bigint;

  @CurrencyColumn()
  currency: string;

  /** In other currencies than `currency`; null for none. */
  @JsonColumn({ nullable: true })
  prices: readonly StoredPrice[] | null;

  @Field(() => String, { nullable: true, description: 'What it is taxed as; null: as the plan.' })
  @CodeColumn({ nullable: true })
  taxCategory: string | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'Price of one for one period of the plan that it is taken with.' })
  get price(): Money {
    return Money.of(this.priceMinor, this.currency);
  }

  /** Null for a currency that it has no price in. */
  priceIn(currency: string): bigint | null {
    if (currency === this.currency) return this.priceMinor;
    const other = this.prices?.find((price) => price.currency === currency);
    return other ? BigInt(other.priceMinor) : null;
  }
}
