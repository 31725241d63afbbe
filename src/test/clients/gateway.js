// The gateway under test, and what its operator can see.
const root = process.env.FREEHOLD_URL;
const adminKey = process.env.FREEHOLD_ADMIN_KEY;

export const address = root;
export const model = 'freehold-guide';
export const embedder = 'freehold-embed';
export const question = 'How do I start Freehold?';
/** The token that ends a text; without it an answer is as long as it may be. */
export const end = 2;
export const answer = 'deploy/freehold run';

async function admin(path, init = {}) {
  const response = await fetch(root + '/admin/v1' + path, {
    ...init,
    headers: { authorization: `Bearer ${adminKey}`, 'content-type': 'application/json' },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** A key that may call models; without limits, unless some are given. */
export async function makeKey(limits) {
  const body = { name: 'clients', roles: ['inference'], ...(limits ? { limits } : { unlimited: true }) };
  return (await admin('/keys', { method: 'POST', body: JSON.stringify(body) })).key;
}

export const limit = (dimension, window, amount) => ({ dimension, window, amount });

/** The entry with which the key's last call ended; nothing when there was none. */
export async function lastCall(key) {
  const actor = 'key:' + key.slice('fh_live_'.length, 'fh_live_'.length + 10);
  for (let i = 0; i < 50; i++) {
    const { entries } = await admin(`/audit?limit=1&actor=${encodeURIComponent(actor)}`);
    if (entries.length > 0 && entries[0].kind !== 'admit') return entries[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Keeps the model busy while something happens. */
async function inACrowd(key, round, something) {
  const crowd = new AbortController();
  const others = Array.from({ length: 32 }, (_, i) =>
    fetch(root + '/v1/completions', {
      method: 'POST',
      signal: crowd.signal,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model, prompt: 'Freehold', temperature: 2, seed: 100 * round + i, max_tokens: 900, logit_bias: { [end]: -100 } }),
    }).catch(() => undefined),
  );
  await new Promise((resolve) => setTimeout(resolve, 40));
  try {
    return await something();
  } finally {
    crowd.abort();
    await Promise.all(others);
  }
}

/** Has a client leave in the middle of an answer, again when the answer was quicker; the entry of the call that it left. */
export async function leave(key, ask) {
  const others = await makeKey();
  for (let round = 1; round <= 20; round++) {
    const left = await inACrowd(others, round, async () => {
      await ask(round);
      return lastCall(key);
    });
    if (left?.kind === 'abort') return left;
  }
  throw new Error('no call was left while it was running');
}

/** A fetch that counts, and the calls that it made. */
export function counting() {
  const calls = [];
  const counted = async (...args) => {
    const response = await fetch(...args);
    calls.push(response.status);
    return response;
  };
  return { calls, fetch: counted };
}

/** A random model whose template knows tools; it calls what it must call. */
export const toolUser = 'tiny-hermes';
export const turns = 3;
