// The console's tree against a naive one, over sizes on both sides of every tile's edge; ends with 1 at the first difference.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';

const [{ Tree, Known, climb }, { canonical }] = await Promise.all([import('./log/tree.js'), import('./log/canonical.js')]);
const TILE = 256;

const sha256 = (...parts) => new Uint8Array(parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest());
const node = (left, right) => sha256(Uint8Array.of(1), left, right);

function naive(leaves, low, high) {
  if (high - low === 1) {
    return leaves[low];
  }
  let left = 1;
  while (left * 2 < high - low) {
    left *= 2;
  }
  return node(naive(leaves, low, low + left), naive(leaves, low + left, high));
}

function tilesOf(leaves) {
  const levels = [leaves];
  while (levels.at(-1).length >= TILE) {
    const below = levels.at(-1);
    const count = Math.floor(below.length / TILE);
    levels.push(Array.from({ length: count }, (_, i) => naive(below, i * TILE, (i + 1) * TILE)));
  }
  return async (path) => {
    const [, level, groups, width] = path.match(/^tile\/(\d+)\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d+))?$/);
    const from = Number(groups.replace(/[x/]/g, '')) * TILE;
    const hashes = levels[level].slice(from, from + Number(width ?? TILE));
    assert.equal(hashes.length, Number(width ?? TILE), path);
    return new Uint8Array(Buffer.concat(hashes));
  };
}

for (const size of [1, 2, 255, 256, 257, 700, 65_537]) {
  const leaves = Array.from({ length: size }, (_, i) => sha256(Uint8Array.of(0), `line ${i}`));
  const root = naive(leaves, 0, size);
  const tree = new Tree(size, tilesOf(leaves));
  assert.deepEqual(await tree.root(), root, `root of ${size}`);
  for (const index of new Set([0, size >> 1, Math.floor(size * 0.77), size - 1])) {
    const path = await tree.path(index);
    assert.deepEqual(await climb(leaves[index], path), root, `${index} of ${size}`);
    assert.notDeepEqual(await climb(sha256('another'), path), root, `another line at ${index} of ${size}`);
  }
  for (const older of [1, Math.floor(size / 3), size - 1].filter((count) => count > 0)) {
    assert.deepEqual(await tree.root(0, older), naive(leaves, 0, older), `${older} of ${size}`);
  }
  const some = new Map(leaves.map((leaf, i) => [i, leaf]).filter(([i]) => i % 97 === 0));
  assert.deepEqual(await tree.root(0, size, new Known(some)), root, `some of ${size}`);
  const wrong = new Map(some).set([...some.keys()].at(-1), sha256('another'));
  assert.notDeepEqual(await tree.root(0, size, new Known(wrong)), root, `a wrong one of ${size}`);
}

// RFC 8785, 3.2.3 and its appendix.
assert.equal(
  canonical({ '\u20ac': 1, '\r': 2, 1: 3, '\u{1f600}': 4, '\u0080': 5, '\u00f6': 6, '\ufb33': 7 }),
  '{"\\r":2,"1":3,"\u0080":5,"\u00f6":6,"\u20ac":1,"\u{1f600}":4,"\ufb33":7}',
);
assert.equal(canonical({ b: [1e21, 0.1, null, 'a"\\\u000f\n'], a: {} }), '{"a":{},"b":[1e+21,0.1,null,"a\\"\\\\\\u000f\\n"]}');
