import { bytes } from '../api/http.js';
import { nodeHash, sha256 } from './hash.js';

const WIDTH = 256;
const HASH = 32;
const LEVELS = 8;

/** The greatest power of two below a number. */
function half(count) {
  return 2 ** Math.ceil(Math.log2(count) - 1);
}

/** The path of a tile as C2SP tlog-tiles has it: groups of three digits, all but the last with an x. */
export function tilePath(level, index, width) {
  const groups = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(String(rest % 1000).padStart(3, '0'));
  }
  const path = groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
  return `tile/${level}/${path}${width < WIDTH ? `.p/${width}` : ''}`;
}

/** The tree of a signed size, read tile by tile from the gateway. What it says is proven by the root, not by who says it. */
export class Tree {
  constructor(size, fetchTile = (path) => bytes(`/admin/v1/audit/${path}`)) {
    this.size = size;
    this.fetchTile = fetchTile;
    this.tiles = new Map();
  }

  /** The hash that the tree says it has of an entry. */
  leaf(index) {
    return this.complete(0, index);
  }

  /** The root over entries from `low` to `high`; `known` may give hashes of single entries instead of the tiles. */
  async root(low = 0, high = this.size, known = NOTHING) {
    const count = high - low;
    if (count === 0) {
      return sha256();
    }
    if (count === 1 && known.has(low)) {
      return known.get(low);
    }
    const isComplete = Number.isInteger(Math.log2(count)) && low % count === 0;
    if (isComplete && !known.any(low, high)) {
      return this.complete(Math.log2(count), low / count);
    }
    const middle = low + half(count);
    return nodeHash(await this.root(low, middle, known), await this.root(middle, high, known));
  }

  /** What lies beside the way from an entry up to the root, from below: {hash, isLeft}. */
  async path(index, low = 0, high = this.size) {
    if (high - low === 1) {
      return [];
    }
    const middle = low + half(high - low);
    return index < middle
      ? [...(await this.path(index, low, middle)), { hash: await this.root(middle, high), isLeft: false }]
      : [...(await this.path(index, middle, high)), { hash: await this.root(low, middle), isLeft: true }];
  }

  /** The hash of a complete subtree: of 2^height entries, the `index`-th of these. */
  async complete(height, index) {
    const level = Math.floor(height / LEVELS);
    const above = height % LEVELS;
    const first = index * 2 ** above;
    const tile = await this.tile(level, Math.floor(first / WIDTH));
    const hashes = [];
    for (let i = first % WIDTH; i < (first % WIDTH) + 2 ** above; i++) {
      hashes.push(tile.subarray(i * HASH, (i + 1) * HASH));
    }
    return fold(hashes);
  }

  tile(level, index) {
    const width = Math.min(WIDTH, Math.floor(this.size / 2 ** (LEVELS * level)) - index * WIDTH);
    const path = tilePath(level, index, width);
    if (!this.tiles.has(path)) {
      this.tiles.set(path, this.fetchTile(path));
    }
    return this.tiles.get(path);
  }
}

async function fold(hashes) {
  let row = hashes;
  while (row.length > 1) {
    const above = [];
    for (let i = 0; i < row.length; i += 2) {
      above.push(await nodeHash(row[i], row[i + 1]));
    }
    row = above;
  }
  return row[0];
}

/** From an entry's hash up to the root. */
export async function climb(leaf, path) {
  let hash = leaf;
  for (const step of path) {
    hash = step.isLeft ? await nodeHash(step.hash, hash) : await nodeHash(hash, step.hash);
  }
  return hash;
}

const NOTHING = { has: () => false, any: () => false };

/** Hashes of entries that somebody has worked out, by index. */
export class Known {
  constructor(hashes) {
    this.hashes = hashes;
    this.indices = [...hashes.keys()].sort((one, other) => one - other);
  }

  has(index) {
    return this.hashes.has(index);
  }

  get(index) {
    return this.hashes.get(index);
  }

  /** Is any of them from `low` to `high`? */
  any(low, high) {
    let from = 0;
    let to = this.indices.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.indices[middle] < low) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from < this.indices.length && this.indices[from] < high;
  }
}
