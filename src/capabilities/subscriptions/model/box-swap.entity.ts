import { registerEnumType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BooleanColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, References, TenantColumn } from '../../../platform/database/columns';
import type { Swap } from './box';

export enum SwapScope {
  NEXT_DELIVERY = 'NEXT_DELIVERY',
  ALWAYS = 'ALWAYS',
}

registerEnumType(SwapScope, {
  name: 'SwapScope',
  description: 'How long something else is taken.',
  valuesConfig: {
    NEXT_DELIVERY: { description: 'In the next delivery alone.' },
    ALWAYS: { description: 'In every delivery from now on.' },
  },
});

/** A subscriber takes something else than a variant of her plan's box; the one for once is gone when it was packed. */
@Entity('box_swap')
@IdPrefix('swap')
@References('SubscriptionContract', 'subscriptionId')
@References('ProductVariant', 'variantId')
@References('ProductVariant', 'replacementId')
@Index(['tenantId', 'subscriptionId', 'variantId', 'isOnce'], { unique: true })
export class BoxSwap implements Swap {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  subscriptionId: string;

  @IdReferenceColumn()
  variantId: string;

  @IdReferenceColumn()
  replacementId: string;

  @BooleanColumn()
  isOnce: boolean;

  @InstantColumn()
  createdAt: Date;
}
