const BASE = '/console';

/** Tells `change` whenever the address has changed. */
export const router = new EventTarget();

/** Where we are: the name of the room, and its parameters. */
export function place() {
  return {
    path: location.pathname.slice(BASE.length).replace(/^\/|\/$/g, ''),
    params: new URLSearchParams(location.search),
  };
}

/** The address of a room, as a link has it. */
export function href(path, params) {
  const query = new URLSearchParams(params ?? {}).toString();
  return `${BASE}/${path}${query ? `?${query}` : ''}`;
}

/** Goes to a room; with `replace`, without a step that "back" would undo. */
export function go(path, params, { replace = false } = {}) {
  const to = href(path, params);
  if (to !== location.pathname + location.search) {
    history[replace ? 'replaceState' : 'pushState'](null, '', to);
    router.dispatchEvent(new Event('change'));
  }
}

function isOurs(link) {
  return link.origin === location.origin && (link.pathname === BASE || link.pathname.startsWith(`${BASE}/`));
}

window.addEventListener('popstate', () => router.dispatchEvent(new Event('change')));

document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[href]');
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && isPlain && !event.defaultPrevented && !link.target && !link.hasAttribute('download') && isOurs(link)) {
    event.preventDefault();
    go(link.pathname.slice(BASE.length + 1), new URLSearchParams(link.search));
  }
});
