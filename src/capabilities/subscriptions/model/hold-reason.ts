import { registerEnumType } from 'type-graphql';

export enum HoldReason {
  METHOD_MISSING = 'METHOD_MISSING',
  NOTICE_MISSING = 'NOTICE_MISSING',
  GOODS_MISSING = 'GOODS_MISSING',
}

registerEnumType(HoldReason, {
  name: 'HoldReason',
  description: 'Why a period that is due is not billed yet.',
  valuesConfig: {
    METHOD_MISSING: { description: 'The trial ended without a payment method: its subscription waits for one, and is to be resumed then.' },
    NOTICE_MISSING: { description: 'Its payer was not told of it early enough: it is billed as soon as she was.' },
    GOODS_MISSING: { description: 'The goods of its box cannot be had: it is billed as soon as they can.' },
  },
});
