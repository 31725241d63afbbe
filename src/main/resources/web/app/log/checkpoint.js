import { text } from '../api/http.js';
import { base64, fromBase64, isSame, sha256 } from './hash.js';
import { Tree } from './tree.js';

const AUDIT = '/admin/v1/audit';
const KEYS = 'freehold.log-keys';
const SEEN = 'freehold.log-seen';
const ED25519 = 1;
const encoder = new TextEncoder();

/** How far the log has grown, and who signed that. */
export class Checkpoint {
  constructor(note) {
    const end = note.indexOf('\n\n') + 1;
    this.note = note;
    this.body = note.slice(0, end);
    const [origin, size, root] = this.body.split('\n');
    this.origin = origin;
    this.size = Number(size);
    this.root = fromBase64(root);
    this.signatures = note
      .slice(end + 1)
      .split('\n')
      .filter((line) => line.startsWith('\u2014 '))
      .map((line) => line.split(' '))
      .map(([, name, signature]) => ({ name, bytes: fromBase64(signature) }));
    this.tree = new Tree(this.size);
  }
}

/** The newest signed checkpoint; waits until one covers the entry. */
export async function newest(index = -1, signal) {
  for (let tries = 0; ; tries++) {
    const checkpoint = new Checkpoint(await text(`${AUDIT}/checkpoint`, { signal }));
    if (checkpoint.size > index) {
      return checkpoint;
    }
    if (tries === 20) {
      throw new Error('No signed checkpoint covers this entry yet.');
    }
    await new Promise((done) => setTimeout(done, 250));
  }
}

/**
 * Whether one of the log's keys has signed it, in the words of {state, text}: good, bad, or unknown where the browser cannot tell.
 */
export async function signedBy(checkpoint) {
  const published = (await text(`${AUDIT}/verifier-keys`)).trim().split('\n');
  const known = pinned(checkpoint.origin, published);
  for (const vkey of published) {
    const [name, id, key] = splitKey(vkey);
    const raw = fromBase64(key);
    if (raw[0] !== ED25519 || !isSame(await keyId(name, raw), fromHex(id))) {
      continue;
    }
    for (const signature of checkpoint.signatures.filter((candidate) => candidate.name === name)) {
      if (isSame(signature.bytes.subarray(0, 4), fromHex(id))) {
        return judge(await verify(raw.subarray(1), signature.bytes.subarray(4), checkpoint.body), vkey, known);
      }
    }
  }
  return { state: 'bad', text: 'None of the published keys has signed this checkpoint.' };
}

function judge(isValid, vkey, known) {
  if (isValid === null) {
    return { state: 'unknown', text: 'This browser has no Ed25519; the signature was not checked.' };
  }
  if (!isValid) {
    return { state: 'bad', text: 'The signature does not fit the checkpoint.' };
  }
  const [name, id] = splitKey(vkey);
  return known.isChanged
    ? { state: 'bad', text: `The signature of ${name}+${id} is valid, but the key this browser knew is not published any more.` }
    : { state: 'good', text: `Signed by ${name}+${id}${known.isNew ? '; this browser remembers the key from now on' : ', the key this browser knows'}.` };
}

/** Null when the browser cannot check such signatures. */
async function verify(key, signature, body) {
  try {
    const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
    return await crypto.subtle.verify('Ed25519', imported, signature, encoder.encode(body));
  } catch (failure) {
    if (failure.name === 'NotSupportedError') {
      return null;
    }
    throw failure;
  }
}

/** The first keys that were seen of a log are remembered: one of them has to be among those of later visits. */
function pinned(origin, published) {
  const all = JSON.parse(localStorage.getItem(KEYS) ?? '{}');
  const before = all[origin];
  const isChanged = before !== undefined && !before.some((key) => published.includes(key));
  if (!isChanged) {
    localStorage.setItem(KEYS, JSON.stringify({ ...all, [origin]: published }));
  }
  return { isNew: before === undefined, isChanged };
}

/**
 * Whether the log still begins with all that it had when this browser last looked, in the words of {state, text}. What is seen now
 * is remembered for the next time.
 */
export async function continued(checkpoint) {
  const all = JSON.parse(localStorage.getItem(SEEN) ?? '{}');
  const before = all[checkpoint.origin];
  if (before && before.size > checkpoint.size) {
    return { state: 'bad', text: `This browser has seen ${before.size} entries on ${when(before)}; now the log has ${checkpoint.size}.` };
  }
  if (before && before.size > 0 && base64(await checkpoint.tree.root(0, before.size)) !== before.root) {
    return { state: 'bad', text: `The log does not begin with the ${before.size} entries that this browser saw on ${when(before)}.` };
  }
  const now = { size: checkpoint.size, root: base64(checkpoint.root), at: new Date().toISOString() };
  localStorage.setItem(SEEN, JSON.stringify({ ...all, [checkpoint.origin]: now }));
  return before
    ? { state: 'good', text: `It continues the log of ${before.size} entries that this browser saw on ${when(before)}.` }
    : { state: 'good', text: 'This browser has not seen this log before; it remembers it from now on.' };
}

function when({ at }) {
  return at.slice(0, 16).replace('T', ' ') + ' UTC';
}

function splitKey(vkey) {
  const [name, id, ...key] = vkey.split('+');
  return [name, id, key.join('+')];
}

async function keyId(name, raw) {
  return (await sha256(encoder.encode(`${name}\n`), raw)).subarray(0, 4);
}

function fromHex(text) {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}
