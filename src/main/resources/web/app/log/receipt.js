import { Checkpoint, signedBy } from './checkpoint.js';
import { text } from '../api/http.js';
import { fromBase64, hex, isSame } from './hash.js';
import { climb } from './tree.js';

const HEADER = 'c2sp.org/tlog-proof@v1';

/** What the header `Freehold-Audit` says of a call: the log, the index of its entry, and the entry's hash. */
export function readReceipt(header) {
  const [, origin, index, hash] = /^(.+)\/(\d+);h=([\w-]+)$/.exec(header ?? '') ?? [];
  return origin === undefined ? null : { origin, index: Number(index), hash: fromBase64(hash.replaceAll('-', '+').replaceAll('_', '/')) };
}

/**
 * Checks in this browser that the entry a receipt names is in the signed log, with the proof that callers may ask for about their own
 * calls. The log's keys are published to auditors; without them the signature stays unchecked.
 *
 * @returns {Promise<{state, steps, proof}>} good, bad, or unknown without the keys; steps are {state, title, text}
 */
export async function proveReceipt(receipt, { knowsKeys, read = (index) => text(`/v1/audit/proof/${index}`) }) {
  const proof = await read(receipt.index);
  const { index, hashes, checkpoint } = parse(proof);
  const root = await climb(receipt.hash, beside(index, checkpoint.size, hashes));
  const isInside = index === receipt.index && checkpoint.origin === receipt.origin && isSame(root, checkpoint.root);
  const signature = knowsKeys
    ? await signedBy(checkpoint)
    : { state: 'unknown', text: 'Not checked: the keys of the log are shown to auditors. Give one this proof, and they can.' };
  const steps = [
    { state: 'good', title: 'Hash of the entry, from the receipt', text: hex(receipt.hash) },
    {
      state: isInside ? 'good' : 'bad',
      title: isInside ? 'It is in the log' : 'It is not in the log',
      text: isInside
        ? `${hashes.length} hashes lead from it to the root over ${checkpoint.size} entries.`
        : `The proof does not lead from it to the root over ${checkpoint.size} entries.`,
    },
    { ...signature, title: 'Signature' },
  ];
  const state = ['bad', 'unknown', 'good'].find((one) => steps.some((step) => step.state === one));
  return { state, steps, proof };
}

/** @throws when the text is no C2SP tlog-proof */
function parse(proof) {
  const end = proof.indexOf('\n\n');
  const [header, ...lines] = proof.slice(0, end).split('\n').filter((line) => !line.startsWith('extra '));
  const index = /^index (\d+)$/.exec(lines[0] ?? '');
  if (end < 0 || header !== HEADER || !index) {
    throw new Error('The gateway’s answer is no proof.');
  }
  return { index: Number(index[1]), hashes: lines.slice(1).map(fromBase64), checkpoint: new Checkpoint(proof.slice(end + 2)) };
}

/** On which side each hash lies of the way from an entry up to the root (RFC 6962), from below: {hash, isLeft}. */
function beside(index, size, hashes) {
  const sides = [];
  for (let low = 0, high = size; high - low > 1; ) {
    const middle = low + 2 ** Math.ceil(Math.log2(high - low) - 1);
    sides.unshift(index >= middle);
    [low, high] = index >= middle ? [middle, high] : [low, middle];
  }
  if (index >= size || sides.length !== hashes.length) {
    throw new Error('The proof does not fit the size of the log.');
  }
  return sides.map((isLeft, i) => ({ hash: hashes[i], isLeft }));
}
