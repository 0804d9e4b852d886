import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  CANCELLATION_CLOSED: 'The cancellation was decided already, or begun anew.',
  PLAN_ARCHIVED: 'The plan is no longer on offer.',
  SUBSCRIPTION_PAST_DUE: 'A subscription to the same plan waits for its payment; pay that one first.',
  SUBSCRIPTION_ENDED: 'The subscription has ended.',
  SUBSCRIPTION_NOT_CHANGEABLE: 'In the state that the subscription is in its plan cannot be changed; the message says why.',
});
