/**
 * SHA-256, hex.
 *
 * @param bytes how many of its 32 bytes
 */
export async function sha256Hex(content: Uint8Array, bytes = 32): Promise<string> {
  // A copy, which no other thread can have.
  const digest = await crypto.subtle.digest('SHA-256', content.slice());
  return Array.from(new Uint8Array(digest, 0, bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
