import { realClock } from '../../../kernel/clock';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { isCountryCode, isSubdivisionCode } from '../../../platform/graphql/country-code';
import { normaliseEmail } from '../model/credentials';
import { Session } from '../model/session.entity';
import type { TaxRegion } from '../model/tax-region';
import { User, type UserRole } from '../model/user.entity';

export interface UpdateUser {
  readonly userId: string;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly passwordHash?: string | null;
  readonly metadata?: Record<string, unknown> | null;
  readonly role?: UserRole | null;
  /** Null to forget it. */
  readonly taxRegion?: TaxRegion | null;
}

/** Changes what is given and leaves the rest. A new password ends all sessions: whoever knew the old one is out. Refuses NOT_FOUND, EMAIL_TAKEN, INVALID. */
export async function updateUser(work: Work, { userId, email, name, passwordHash, metadata, role, taxRegion }: UpdateUser): Promise<User> {
  const user = await work.lock(User, userId);
  if (!user) throw notFound('This user', ['userId']);
  if (email != null && normaliseEmail(email) !== user.email) {
    user.email = normaliseEmail(email);
    const other = await work.from(User).where({ email: user.email }).one();
    if (other) throw new Refusal('EMAIL_TAKEN', 'Another user has this e-mail address.', ['email']);
  }
  if (name != null) user.name = name.trim();
  if (passwordHash != null) {
    user.passwordHash = passwordHash;
    await revokeSessions(work, userId);
  }
  if (metadata !== undefined) user.metadata = metadata;
  if (role != null) user.role = role;
  if (taxRegion !== undefined) takeTaxRegion(user, taxRegion);
  return work.save(user);
}

function takeTaxRegion(user: User, region: TaxRegion | null): void {
  if (region) assertTaxRegion(region);
  user.taxCountry = region?.countryCode ?? null;
  user.taxSubdivision = region?.subdivision ?? null;
}

async function revokeSessions(work: Work, userId: string): Promise<void> {
  const sessions = await work.locked(Session).where({ userId, revokedAt: null }).all();
  for (const session of sessions) session.revokedAt = realClock.now();
  await work.saveAll(sessions);
}

function assertTaxRegion({ countryCode, subdivision }: TaxRegion): void {
  if (!isCountryCode(countryCode)) throw invalid(`"${countryCode}" is not a country code of ISO 3166-1.`, ['taxRegion', 'countryCode']);
  if (subdivision != null && !isSubdivisionCode(subdivision)) {
    throw invalid(`"${subdivision}" is not one to three capital letters or digits of ISO 3166-2.`, ['taxRegion', 'subdivision']);
  }
}
