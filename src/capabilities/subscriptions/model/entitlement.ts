import { Field, ID, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { isBefore } from '../../../kernel/clock';

/** What a plan or an add-on grants, and what a user has of it: a feature, or content. */
@ObjectType({ description: 'One thing that a plan or an add-on grants: a feature, or content.' })
export class PlanEntitlement {
  @Field(() => String, { nullable: true, description: 'The merchant\'s code of the feature; null when it is content.' })
  feature: string | null;

  @Field(() => ID, { nullable: true, description: 'The product that may be used; null when it is a feature.' })
  productId: string | null;
}

@ObjectType({ description: 'One thing that a user may use because of her subscriptions.' })
export class Entitlement {
  @Field(() => String, { nullable: true, description: 'The merchant\'s code of the feature; null when it is content.' })
  feature: string | null;

  @Field(() => ID, { nullable: true, description: 'The product that may be used; null when it is a feature.' })
  productId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends, if nothing else happens before; null when it does not end by itself.' })
  endsAt: Date | null;
}

/** Each thing once, whichever subscriptions give it; the one that gives it longest decides. In their order. */
export function mergedEntitlements(granted: readonly Entitlement[]): Entitlement[] {
  const merged = new Map<string, Entitlement>();
  for (const one of granted) {
    const key = `${one.feature ?? ''} ${one.productId ?? ''}`;
    const known = merged.get(key);
    if (!known || lastsLonger(one, known)) merged.set(key, one);
  }
  return [...merged.values()];
}

function lastsLonger({ endsAt: a }: Entitlement, { endsAt: b }: Entitlement): boolean {
  return b !== null && (a === null || isBefore(b, a));
}
