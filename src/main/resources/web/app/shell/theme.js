const KEY = 'freehold.theme';

function show(theme) {
  if (theme) {
    document.documentElement.dataset.theme = theme;
  } else {
    delete document.documentElement.dataset.theme;
  }
}

export function isDark() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

/** Told when light turns into dark, or the other way round. */
export const theme = new EventTarget();

export function turn() {
  const next = isDark() ? 'light' : 'dark';
  localStorage.setItem(KEY, next);
  show(next);
  theme.dispatchEvent(new Event('change'));
}

/** What a colour of the tokens is at the moment, for whoever draws by themselves. */
export function colour(token) {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  document.body.append(probe);
  const value = getComputedStyle(probe).color;
  probe.remove();
  return value;
}

show(localStorage.getItem(KEY));
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => theme.dispatchEvent(new Event('change')));
