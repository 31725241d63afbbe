/** What may be filtered by, and how it is called. */
export const FIELDS = {
  kind: 'Kind',
  outcome: 'Outcome',
  action: 'Action',
  status: 'Status',
  model: 'Model',
  actor: 'Actor',
  tenant: 'Tenant',
  project: 'Project',
  request: 'Request',
  without: 'Without',
  text: 'Text',
};

/** Fields whose values the gateway counts, in the order in which they are shown. */
export const FACETS = ['kind', 'outcome', 'action', 'model', 'actor', 'tenant', 'project', 'status'];

/** Stretches of time that end now. */
export const SPANS = { '15m': 15 * 60, '1h': 3600, '24h': 86_400, '7d': 7 * 86_400, '30d': 30 * 86_400 };

const TONES = {
  admit: 'calm',
  settle: 'good',
  abort: 'warn',
  orphan: 'warn',
  deny: 'bad',
  admin: 'violet',
  erase: 'bad',
};

export function tone(kind) {
  return TONES[kind] ?? '';
}

/** The query of the API for what the address says; a stretch that ends now is worked out at this moment. */
export function queryOf(params) {
  const query = {};
  for (const field of Object.keys(FIELDS)) {
    if (params.get(field)) {
      query[field] = params.get(field);
    }
  }
  const span = SPANS[params.get('span')];
  if (span) {
    query.from = new Date(Date.now() - span * 1000).toISOString();
  } else {
    for (const end of ['from', 'to']) {
      if (params.get(end)) {
        query[end] = params.get(end);
      }
    }
  }
  return query;
}

/** What of the address is a filter; the rest is about how it is shown. */
export function filterKey(params) {
  return [...Object.keys(FIELDS), 'span', 'from', 'to'].map((name) => params.get(name) ?? '').join('\n');
}

/** The same address with other values; null takes a parameter away. */
export function changed(params, changes) {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') {
      next.delete(name);
    } else {
      next.set(name, value);
    }
  }
  return next;
}
