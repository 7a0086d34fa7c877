/**
 * SHA-256, hex.
 *
 * @param bytes how many of the 32 bytes to return
 */
export async function sha256Hex(content: Uint8Array, bytes = 32): Promise<string> {
  // A copy: the type system cannot rule out shared memory.
  const digest = await crypto.subtle.digest('SHA-256', content.slice());
  return Array.from(new Uint8Array(digest, 0, bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function concatenate(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
