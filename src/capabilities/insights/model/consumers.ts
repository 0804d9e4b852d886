/** Names of the reactions: the invariants ask how far they have come in the log. */
export const FOLLOW_SUBSCRIPTION = 'insights.follow-subscription-when-it-changes';
export const RECORD_PAYMENT = 'insights.record-payment-when-it-settles';
