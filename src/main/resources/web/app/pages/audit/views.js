const KEY = 'freehold.audit-views';

/** Filters that this browser keeps under a name, as parameters of the address. */
export function views() {
  return JSON.parse(localStorage.getItem(KEY) ?? '[]');
}

export function keepView(name, params) {
  const kept = new URLSearchParams(params);
  kept.delete('entry');
  const others = views().filter((view) => view.name !== name);
  localStorage.setItem(KEY, JSON.stringify([...others, { name, query: kept.toString() }]));
}

export function dropView(name) {
  localStorage.setItem(KEY, JSON.stringify(views().filter((view) => view.name !== name)));
}
