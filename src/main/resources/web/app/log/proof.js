import { continued, newest, signedBy } from './checkpoint.js';
import { hex, isSame, leafHash } from './hash.js';
import { climb } from './tree.js';

/**
 * Checks in this browser that the log has a line at an index. Nothing is believed but arithmetic and the key that signed.
 *
 * @returns {Promise<{isProven, leaf, path, root, checkpoint, steps}>} steps are {state, title, text}
 */
export async function prove(index, line) {
  const checkpoint = await newest(index);
  const leaf = await leafHash(line);
  const path = await checkpoint.tree.path(index);
  const root = await climb(leaf, path);
  const isInside = isSame(root, checkpoint.root);
  const signature = await signedBy(checkpoint);
  const growth = await continued(checkpoint);
  const steps = [
    { state: isInside ? 'good' : 'unknown', title: 'Hash of the line', text: hex(leaf) },
    {
      state: isInside ? 'good' : 'bad',
      title: isInside ? 'It is in the signed log' : 'It is not what the log has here',
      text: isInside
        ? `${path.length} hashes lead from it to the root over ${checkpoint.size} entries.`
        : `With it, the root over ${checkpoint.size} entries would be ${hex(root).slice(0, 16)}…, and signed is ${hex(checkpoint.root).slice(0, 16)}….`,
    },
    { ...signature, title: 'Signature' },
    { ...growth, title: 'Nothing was rolled back' },
  ];
  return { isProven: steps.every((step) => step.state !== 'bad'), leaf, path, root, checkpoint, steps };
}
