import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { userRegistered } from '../events';
import { normaliseEmail } from '../model/credentials';
import { User, UserRole } from '../model/user.entity';

export interface RegisterUser {
  readonly email: string;
  readonly name: string;
  /** From `hashPassword`: hashing takes too long for a transaction. */
  readonly passwordHash: string;
  readonly role?: UserRole;
}

/** Makes a user who can sign in. Refuses EMAIL_TAKEN and, for what is no address, INVALID. */
export async function registerUser(work: Work, { email, name, passwordHash, role = UserRole.USER }: RegisterUser): Promise<User> {
  const user = await work.insertUnlessPresent(User, { email: normaliseEmail(email), name: name.trim(), passwordHash, role });
  if (!user) throw new Refusal('EMAIL_TAKEN', 'A user with this e-mail address exists already; sign in instead.', ['email']);
  work.emit(userRegistered({ userId: user.id }));
  return user;
}
