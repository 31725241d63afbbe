import { html, svg } from 'lit';

const SHAPES = {
  audit: svg`<path d="M4 2.5h8v11H4zM6.5 6h3M6.5 8.5h3M6.5 11h2"/>`,
  usage: svg`<path d="M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6"/>`,
  people: svg`<circle cx="8" cy="5.5" r="2.5"/><path d="M3 13.5c.5-3 2.5-4 5-4s4.5 1 5 4"/>`,
  tenants: svg`<path d="M2.5 13.5h11M3.5 13.5V6l4.5-3.5L12.5 6v7.5M6.5 13.5v-4h3v4"/>`,
  keys: svg`<circle cx="5.5" cy="10.5" r="2.5"/><path d="M7.5 8.5 13 3M11 5l1.5 1.5"/>`,
  limits: svg`<path d="M2.5 11.5a5.5 5.5 0 1 1 11 0M8 11.5 10.5 7.5"/>`,
  models: svg`<path d="M8 2.5 13 5v6l-5 2.5L3 11V5zM3 5l5 2.5L13 5M8 7.5v6"/>`,
  playground: svg`<path d="M3 3.5h10v7H7.5L5 13v-2.5H3z"/>`,
  guide: svg`<circle cx="8" cy="8" r="5.5"/><path d="M6.5 6.5c0-2 3-2 3 0 0 1.200-1.5 1.200-1.5 2.5M8 11.200v.1"/>`,
  close: svg`<path d="m4 4 8 8M12 4l-8 8"/>`,
  search: svg`<circle cx="7" cy="7" r="4"/><path d="m10 10 3.5 3.5"/>`,
  down: svg`<path d="m4 6.5 4 4 4-4"/>`,
  plus: svg`<path d="M8 3v10M3 8h10"/>`,
  menu: svg`<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>`,
  sun: svg`<circle cx="8" cy="8" r="2.5"/><path d="M8 1.5V3M8 13v1.5M1.5 8H3M13 8h1.5M3.400 3.400l1 1M11.600 11.600l1 1M12.600 3.400l-1 1M4.400 11.600l-1 1"/>`,
  moon: svg`<path d="M13 9.5A5.5 5.5 0 0 1 6.5 3a5.5 5.5 0 1 0 6.5 6.5z"/>`,
  out: svg`<path d="M6 3H3v10h3M7 8h6.5M11 5.5 13.5 8 11 10.5"/>`,
  shield: svg`<path d="M8 2 13 4v4c0 3-2 5-5 6-3-1-5-3-5-6V4zM5.800 8l1.600 1.600L10.300 6.5"/>`,
  export: svg`<path d="M8 2.5v7M5 7l3 3 3-3M3 13.5h10"/>`,
  live: svg`<circle cx="8" cy="8" r="1.5"/><path d="M4.800 11.200a4.5 4.5 0 0 1 0-6.400M11.200 4.800a4.5 4.5 0 0 1 0 6.400"/>`,
  saved: svg`<path d="M4.5 2.5h7v11L8 10.5l-3.5 3z"/>`,
  lock: svg`<path d="M4 7.5h8v6H4zM5.5 7.5V5.5a2.5 2.5 0 0 1 5 0v2"/>`,
  dot: svg`<circle cx="8" cy="8" r="1.5"/>`,
  check: svg`<path d="m3.5 8.5 3 3 6-7"/>`,
  send: svg`<path d="M8 13V3M4 7l4-4 4 4"/>`,
  stop: svg`<path d="M4.5 4.5h7v7h-7z"/>`,
  code: svg`<path d="m5.5 4.5-3.5 3.500 3.500 3.500M10.500 4.500l3.500 3.500-3.500 3.500"/>`,
  filter: svg`<path d="M2.5 3.5h11L9.5 8.5v4l-3-1.5V8.5z"/>`,
};

/** One of the console's icons, for the eye only; the words beside it say what it means. */
export function icon(name) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
}
