import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import {
  BooleanColumn,
  CodeColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  JsonColumn,
  NameColumn,
  References,
  TextColumn,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import type { MethodRestrictions } from '../gateways/gateway';
import { DateScalar, DateTimeScalar } from '../../../platform/graphql/scalars';

export enum PaymentMethodKind {
  CARD = 'CARD',
  WALLET = 'WALLET',
  MANDATE = 'MANDATE',
  BANK_TRANSFER = 'BANK_TRANSFER',
}

registerEnumType(PaymentMethodKind, {
  name: 'PaymentMethodKind',
  description: 'What sort of payment method it is.',
  valuesConfig: {
    CARD: { description: 'A credit or debit card.' },
    WALLET: { description: 'A wallet that the customer opens to approve each payment: a redirect or a QR code.' },
    MANDATE: { description: 'A mandate that is approved once and then serves recurring charges.' },
    BANK_TRANSFER: { description: 'A transfer that takes days.' },
  },
});

/** A stored way to pay. The gateway keeps the real thing; our token for it is sealed and never shown. */
@ObjectType('PaymentMethod', { implements: NodeEntity, description: 'A stored way to pay of a user.' })
@Entity('payment_method')
@IdPrefix('pm')
@References('User', 'userId')
@Index(['tenantId', 'userId', 'createdAt'])
export class PaymentMethod extends NodeEntity {
  @IdReferenceColumn()
  userId: string;

  @Field(() => PaymentMethodKind, { description: 'What sort it is.' })
  @CodeColumn()
  kind: PaymentMethodKind;

  @Field(() => String, { description: 'What its owner recognises, for example "Sandbox card ····4242".' })
  @NameColumn()
  label: string;

  @Field(() => Boolean, { description: 'What is charged when no method is named.' })
  @BooleanColumn()
  isDefault: boolean;

  @Field(() => DateScalar, { nullable: true, description: 'The last day on which it works; null when it does not end.' })
  @CodeColumn({ nullable: true, length: 10 })
  expiresOn: string | null;

  /** What a mandate allows; null: anything. */
  @JsonColumn({ nullable: true })
  restrictions: MethodRestrictions | null;

  /** Name of the gateway that knows it. */
  @CodeColumn()
  gateway: string;

  @TextColumn()
  sealedToken: string;

  @Field(() => DateTimeScalar, { description: 'When it was attached.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  /** Its owner removed it; the row stays for the payments that were made with it. */
  @InstantColumn({ nullable: true })
  detachedAt: Date | null;

  @VersionColumn()
  version: number;
}
