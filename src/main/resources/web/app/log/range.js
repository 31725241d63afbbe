import { json } from '../api/http.js';
import { lineOf } from './canonical.js';
import { newest, signedBy } from './checkpoint.js';
import { isSame, leafHash } from './hash.js';
import { Known } from './tree.js';

const PAGE = 1000;

/**
 * Checks every entry of a search against the signed tree, and the tree's hashes of them against its signed root.
 *
 * @param filter the parameters of the search
 * @param progress is told how many entries have been checked
 * @returns {Promise<{isProven, count, first, last, wrong, checkpoint, signature}>} wrong are the indices that do not fit
 */
export async function verifyRange(filter, progress, signal) {
  const checkpoint = await newest(-1, signal);
  const hashes = new Map();
  const wrong = [];
  let cursor = String(checkpoint.size);
  while (cursor !== null) {
    const page = await json('/admin/v1/audit', { query: { ...filter, limit: PAGE, cursor }, signal });
    for (const entry of page.entries) {
      const hash = await leafHash(lineOf(entry));
      hashes.set(entry.index, hash);
      if (!isSame(hash, await checkpoint.tree.leaf(entry.index))) {
        wrong.push(entry.index);
      }
    }
    progress(hashes.size);
    cursor = page.next_cursor;
  }
  const isInside = isSame(await checkpoint.tree.root(0, checkpoint.size, new Known(hashes)), checkpoint.root);
  const signature = await signedBy(checkpoint);
  const indices = [...hashes.keys()];
  return {
    isProven: isInside && wrong.length === 0 && signature.state !== 'bad',
    count: hashes.size,
    first: indices.at(-1),
    last: indices[0],
    isWhole: hashes.size > 0 && indices[0] - indices.at(-1) + 1 === hashes.size,
    wrong,
    checkpoint,
    signature,
  };
}
