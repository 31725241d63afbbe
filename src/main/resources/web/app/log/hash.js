/** SHA-256 and what goes into it, by the browser's own cryptography. */
const encoder = new TextEncoder();

/** @throws where the browser has none: on pages that came over plain HTTP from another machine */
export async function sha256(...parts) {
  if (!crypto.subtle) {
    throw new Error('Browsers check proofs only on pages that came over TLS or from this machine.');
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', whole));
}

/** RFC 6962: what the tree holds of an entry. */
export function leafHash(line) {
  return sha256(Uint8Array.of(0), encoder.encode(line));
}

export function nodeHash(left, right) {
  return sha256(Uint8Array.of(1), left, right);
}

export function isSame(one, other) {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64(bytes) {
  return btoa(String.fromCharCode(...bytes));
}

/** @throws when the text is not base64 */
export function fromBase64(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
