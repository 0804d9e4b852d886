import { declareRefusals } from '../../../kernel/refusal';

declareRefusals({
  EMAIL_TAKEN: 'Another user of this shop has this e-mail address.',
  INVALID_CREDENTIALS: 'E-mail address and password do not belong together.',
  SESSION_EXPIRED: 'The refresh token is unknown, used up or expired; sign in again.',
  WEAK_PASSWORD: 'The password is too short or too long.',
});
