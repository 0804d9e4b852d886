import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { Port } from '../../kernel/port';

/** Keeps secrets readable for this deployment only: AES-256-GCM, bound to what the secret is for. */
export class Sealer {
  private readonly key: Buffer;
  private readonly deriving: Buffer;

  constructor(secret: string) {
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'perennial seal', 32));
    this.deriving = Buffer.from(hkdfSync('sha256', secret, '', 'perennial derive', 32));
  }

  /** `purpose` must be the same when it is opened: a sealed payment token cannot pass for a signing key. */
  seal(text: string, purpose: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return ['v1', nonce.toString('base64url'), cipher.getAuthTag().toString('base64url'), sealed.toString('base64url')].join('.');
  }

  /** 43 characters that are always the same for a text and a purpose, and that nobody without our secret can tell. */
  derive(text: string, purpose: string): string {
    return createHmac('sha256', this.deriving).update(`${purpose}\0${text}`).digest('base64url');
  }

  /** Throws when the text was sealed with another secret or for another purpose, or was changed. */
  open(sealed: string, purpose: string): string {
    const [version, nonce, tag, body] = sealed.split('.');
    if (version !== 'v1' || !nonce || !tag || body === undefined) throw new Error('not a sealed text');
    const decipher = createDecipheriv('aes-256-gcm', this.key, Buffer.from(nonce, 'base64url'))
      .setAAD(Buffer.from(purpose))
      .setAuthTag(Buffer.from(tag, 'base64url'));
    return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
  }
}

export const sealerPort = new Port<Sealer>('sealer');
