import { Field, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  CodeColumn,
  CurrencyColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  References,
  TextColumn,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { GiftCardStatus } from './gift-card-status';

/** Money by a code. Whoever redeems it has it on her account from then on: a lot of her gift cards. */
@ObjectType('GiftCard', { implements: NodeEntity, description: 'An amount that whoever knows its code can redeem; her invoices then use it before money.' })
@Entity('gift_card')
@IdPrefix('gc')
@References('User', 'userId')
@Index(['tenantId', 'codeHash'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'userId', 'createdAt'])
@Check('gift_card_amount_check', 'amount_minor > 0')
export class GiftCard extends NodeEntity {
  @Field(() => GiftCardStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: GiftCardStatus;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @CodeColumn({ length: 80 })
  codeHash: string;

  @Field(() => String, { description: 'The last four signs of its code, to tell cards apart.' })
  @CodeColumn()
  lastFour: string;

  /** Only while it can be redeemed. */
  @TextColumn({ nullable: true })
  sealedCode: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When what is left of it lapses, redeemed or not; null for never.' })
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;

  /** Who redeemed it. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was redeemed.' })
  @InstantColumn({ nullable: true })
  redeemedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was made worthless.' })
  @InstantColumn({ nullable: true })
  disabledAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'What it was made over.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }
}
