import { registerEnumType } from 'type-graphql';

export enum BehaviorKind {
  VIEW = 'VIEW',
  SEARCH_CLICK = 'SEARCH_CLICK',
  CART = 'CART',
  FAVORITE = 'FAVORITE',
  PURCHASE = 'PURCHASE',
}

registerEnumType(BehaviorKind, {
  name: 'BehaviorKind',
  description: 'What somebody did with a product.',
  valuesConfig: {
    VIEW: { description: 'Looked at it.' },
    SEARCH_CLICK: { description: 'Chose it among the results of a search.' },
    CART: { description: 'Put it into a cart.' },
    FAVORITE: { description: 'Marked it to find it again.' },
    PURCHASE: { description: 'Bought it. Orders of Perennial record it by themselves; a secret key may record what was bought elsewhere.' },
  },
});

/** How much more each kind says about taste than a look. */
const strengths: Readonly<Record<BehaviorKind, number>> = { VIEW: 1, SEARCH_CLICK: 1.5, CART: 3, FAVORITE: 4, PURCHASE: 5 };

export function strengthOf(kind: BehaviorKind): number {
  return strengths[kind];
}

/** The second look says less than the first: 1 for one look, 2 for three, 2.6 for one purchase, 3.3 for nine looks. */
export function preferenceOf(strength: number): number {
  return Math.log2(1 + strength);
}
