import { hash, verify } from '@node-rs/argon2';

/** argon2id with the library's defaults, which are OWASP's: m=19456 KiB, t=2, p=1. */
export function hashPassword(password: string): Promise<string> {
  return hash(password);
}

let decoy: Promise<string> | null = null;

/** Takes as long for a user who does not exist, or has no password, as for a wrong password. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash('nobody has this password');
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && passwordHash !== null;
}
