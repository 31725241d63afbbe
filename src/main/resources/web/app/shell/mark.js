import { html } from 'lit';

/** A house on its own ground. */
export function mark() {
  return html`<svg viewBox="0 0 20 20" aria-hidden="true">
    <path d="M2 17.5h16M4 17.5V8.5L10 3l6 5.5v9M8 17.5V12h4v5.5" />
  </svg>`;
}
