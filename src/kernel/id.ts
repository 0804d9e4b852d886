import { typeid, TypeID } from 'typeid-js';

/**
 * Ids are TypeIDs: a prefix that names the noun and a UUIDv7, so they sort by the time of their making.
 * They are stored as they are shown (`ord_01h455vb4pex5vsknk084sn02q`).
 */
export function newId(prefix: string): string {
  return typeid(prefix).toString();
}

/** The id of something that is no row: 16 bytes make the same id every time. */
export function idOfBytes(prefix: string, bytes: Uint8Array): string {
  return TypeID.fromUUIDBytes(prefix, bytes).toString();
}

/** The prefix of a well-formed TypeID, else null. */
export function prefixOf(id: string): string | null {
  try {
    return TypeID.fromString(id).getType() || null;
  } catch {
    return null;
  }
}
