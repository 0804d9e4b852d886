import { registerEnumType } from 'type-graphql';
import { StateMachine } from '../../../kernel/state-machine';

export enum GiftCardStatus {
  ACTIVE = 'ACTIVE',
  REDEEMED = 'REDEEMED',
  EXPIRED = 'EXPIRED',
  DISABLED = 'DISABLED',
}

registerEnumType(GiftCardStatus, {
  name: 'GiftCardStatus',
  description: 'Where a gift card stands.',
  valuesConfig: {
    ACTIVE: { description: 'It can be redeemed.' },
    REDEEMED: { description: 'A user redeemed it; her invoices use what is left, until it expires.' },
    EXPIRED: { description: 'Nobody redeemed it in time.' },
    DISABLED: { description: 'The shop\'s people made it worthless.' },
  },
});

export const giftCardStates = new StateMachine<'status', GiftCardStatus>('gift card', 'status', [GiftCardStatus.ACTIVE], {
  ACTIVE: [GiftCardStatus.REDEEMED, GiftCardStatus.EXPIRED, GiftCardStatus.DISABLED],
  REDEEMED: [GiftCardStatus.DISABLED],
  EXPIRED: [],
  DISABLED: [],
});
