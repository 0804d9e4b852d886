import { invalid, Refusal } from '../../../kernel/refusal';

/** Lower case, without spaces around. Refuses INVALID for what is no address. */
export function normaliseEmail(email: string): string {
  const normal = email.trim().toLowerCase();
  if (normal.length > 254 || !/^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(normal)) {
    throw invalid(`"${email}" is not an e-mail address.`, ['email']);
  }
  return normal;
}

/** OWASP ASVS 2.1: at least 8 characters, no rules of composition; a limit, because hashing costs. Refuses WEAK_PASSWORD. */
export function assertPassword(password: string): void {
  if (password.length < 8) throw new Refusal('WEAK_PASSWORD', 'The password must have at least 8 characters.', ['password']);
  if (password.length > 256) throw new Refusal('WEAK_PASSWORD', 'The password must have at most 256 characters.', ['password']);
}
