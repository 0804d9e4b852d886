import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';

export enum BackorderMode {
  BACKORDER = 'BACKORDER',
  PREORDER = 'PREORDER',
}

registerEnumType(BackorderMode, {
  name: 'BackorderMode',
  description: 'How a variant is sold beyond what is in stock.',
  valuesConfig: {
    BACKORDER: { description: 'Always: orders wait until goods come.' },
    PREORDER: { description: 'Until `availableFrom`: orders wait for the first goods. From then on only what is in stock is sold.' },
  },
});

/** That a variant may be ordered when there is not enough of it. A variant without one may not. */
@ObjectType('BackorderPolicy', { description: 'How a variant is sold beyond what is in stock.' })
@Entity('backorder_policy')
@IdPrefix('bkp')
@References('ProductVariant', 'variantId')
@Index(['tenantId', 'variantId'], { unique: true })
@Check('backorder_policy_pieces_check', 'max_pieces > 0')
export class BackorderPolicy {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  variantId: string;

  @Field(() => BackorderMode, { description: 'Always, or until a date.' })
  @CodeColumn()
  mode: BackorderMode;

  @Field(() => Int, { nullable: true, description: 'How many pieces may wait for goods at once, of all orders; null: any number.' })
  @IntColumn({ nullable: true })
  maxPieces: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When goods are expected; null: nobody said. Always there with PREORDER.' })
  @InstantColumn({ nullable: true })
  availableFrom: Date | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
