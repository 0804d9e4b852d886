import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Port } from '../../kernel/port';

/** What one secret seals and derives with. */
interface Keys {
  /** Says of a sealed text which secret it needs, and nothing of the secret itself. */
  readonly id: string;
  readonly sealing: Buffer;
  readonly deriving: Buffer;
}

/**
 * Keeps secrets readable for this deployment only: AES-256-GCM, bound to what the secret is for. It seals by the newest secret and
 * opens by any, so that the secret can be changed while the program runs.
 */
export class Sealer {
  private readonly newest: Keys;
  /** The newest first. */
  private readonly all: readonly Keys[];

  constructor(secret: string, previous: readonly string[] = []) {
    this.newest = keysOf(secret);
    this.all = [this.newest, ...previous.map(keysOf)];
  }

  /** What every text begins with that the newest secret has sealed. */
  get mark(): string {
    return `v2.${this.newest.id}.`;
  }

  /** `purpose` must be the same when it is opened: a sealed payment token cannot pass for a signing key. */
  seal(text: string, purpose: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.newest.sealing, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return this.mark + [nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url')).join('.');
  }

  /** Throws when the text was sealed with a secret that is not ours, or for another purpose, or was changed. */
  open(sealed: string, purpose: string): string {
    const parts = sealed.split('.');
    // Texts of before secrets could change do not say which one they need.
    if (parts[0] === 'v1' && parts.length === 4) return firstThatOpens(this.all, (keys) => opened(keys, parts.slice(1), purpose));
    const keys = this.all.find(({ id }) => id === parts[1]);
    if (parts[0] !== 'v2' || parts.length !== 5) throw new Error('not a sealed text');
    if (!keys) throw new Error('sealed with a secret that is not known here');
    return opened(keys, parts.slice(2), purpose);
  }

  /** 43 characters that are always the same for a text and a purpose, and that nobody without our secret can tell. */
  derive(text: string, purpose: string): string {
    return derived(this.newest, text, purpose);
  }

  /** What each of our secrets derives, the newest first: one of them was told to somebody before the secret changed. */
  derivations(text: string, purpose: string): string[] {
    return this.all.map((keys) => derived(keys, text, purpose));
  }
}

export const sealerPort = new Port<Sealer>('sealer');

function keysOf(secret: string): Keys {
  const part = (info: string, bytes: number) => Buffer.from(hkdfSync('sha256', secret, '', info, bytes));
  return { id: part('perennial seal id', 6).toString('hex'), sealing: part('perennial seal', 32), deriving: part('perennial derive', 32) };
}

function opened({ sealing }: Keys, [nonce, tag, body]: readonly string[], purpose: string): string {
  if (!nonce || !tag || body === undefined) throw new Error('not a sealed text');
  const decipher = createDecipheriv('aes-256-gcm', sealing, Buffer.from(nonce, 'base64url'))
    .setAAD(Buffer.from(purpose))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
}

function firstThatOpens(all: readonly Keys[], open: (keys: Keys) => string): string {
  let failure: unknown;
  for (const keys of all) {
    try {
      return open(keys);
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}

function derived({ deriving }: Keys, text: string, purpose: string): string {
  return createHmac('sha256', deriving).update(`${purpose}\0${text}`).digest('base64url');
}
