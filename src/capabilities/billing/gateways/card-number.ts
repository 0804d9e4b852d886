import { holdsCardNumber } from '../../../kernel/card-number';
import { cardNumberRefused } from './refusals';

/** Card numbers stay out of this system, its logs and its errors. Refuses PAYMENT_METHOD_INVALID, without repeating the token. */
export function refuseCardNumber(token: string): void {
  if (holdsCardNumber(token)) throw cardNumberRefused();
}
