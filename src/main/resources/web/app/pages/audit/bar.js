import { html } from 'lit';
import { Part } from '../../parts/part.js';
import { icon } from '../../parts/icon.js';
import { time } from '../../parts/format.js';
import '../../parts/menu.js';
import { FACETS, FIELDS, SPANS } from './filter.js';

const NAMES = { '15m': 'Last 15 minutes', '1h': 'Last hour', '24h': 'Last 24 hours', '7d': 'Last 7 days', '30d': 'Last 30 days' };

/** Search, time and filters; each filter is a chip that its cross takes away. */
class Bar extends Part {
  static properties = { params: { attribute: false }, facets: { attribute: false } };

  render() {
    return html`<div class="bar">
      <form class="find" role="search" @submit=${this.find}>
        ${icon('search')}
        <input type="search" name="text" aria-label="Search the log" placeholder="Search actions, actors, models, targets…" .value=${this.params.get('text') ?? ''} />
      </form>
      <fh-menu .label=${this.when()} .content=${() => this.times()}></fh-menu>
      <fh-menu label="Filter" symbol="filter" .content=${() => this.fields()}></fh-menu>
      ${this.params.has('without') || this.params.has('action') || (this.params.get('kind') ?? 'admin') !== 'admin'
        ? ''
        : html`<button @click=${() => this.tell('filtered', { without: 'audit.read' })}>Hide reading</button>`}
      ${Object.keys(FIELDS)
        .filter((field) => this.params.get(field))
        .map((field) => this.chip(FIELDS[field], this.params.get(field), { [field]: null }))}
      ${this.params.has('from') || this.params.has('to') ? this.chip('Time', this.stretch(), { from: null, to: null }) : ''}
    </div>`;
  }

  find(event) {
    event.preventDefault();
    this.tell('filtered', { text: new FormData(event.target).get('text').trim() || null });
  }

  when() {
    if (this.params.has('from') || this.params.has('to')) {
      return 'Chosen time';
    }
    return NAMES[this.params.get('span')] ?? 'All time';
  }

  times() {
    return html`${Object.keys(SPANS).map(
        (span) => html`<button @click=${() => this.tell('filtered', { span, from: null, to: null })}>${NAMES[span]}</button>`,
      )}
      <button @click=${() => this.tell('filtered', { span: null, from: null, to: null })}>All time</button>
      <button @click=${this.askTime}>From … to …</button>`;
  }

  askTime = () => {
    const [from, to] = ['from', 'to'].map((end) => this.params.get(end) ?? '');
    this.tell('ask', {
      title: 'Choose a time',
      text: 'In UTC, for example 2026-11-23T08:00:00Z.',
      fields: [
        { name: 'from', label: 'From', value: from, hint: 'the beginning' },
        { name: 'to', label: 'To, not included', value: to, hint: 'now' },
      ],
      action: 'Show',
      confirm: (given) => {
        const times = Object.fromEntries(Object.entries(given).map(([end, text]) => [end, read(text)]));
        this.tell('filtered', { ...times, span: null });
      },
    });
  };

  fields() {
    return FACETS.filter((field) => (this.facets?.[field]?.values.length ?? 0) > 0).map(
      (field) => html`<h2 class="small">${FIELDS[field]}</h2>
        ${this.facets[field].values
          .slice(0, 8)
          .map(({ value }) => html`<button @click=${() => this.tell('filtered', { [field]: value })}><span class="name">${value}</span></button>`)}`,
    );
  }

  stretch() {
    const [from, to] = ['from', 'to'].map((end) => this.params.get(end));
    return `${from ? time(from).slice(0, 19) : '…'} – ${to ? time(to).slice(0, 19) : '…'}`;
  }

  chip(name, value, without) {
    return html`<span class="chip">
      <span class="soft">${name}</span> <span class="name" title=${value}>${value}</span>
      <button class="plain" @click=${() => this.tell('filtered', without)}>${icon('close')}<span class="unseen">Remove ${name} ${value}</span></button>
    </span>`;
  }
}

/** @throws when the text is no time */
function read(text) {
  if (text.trim() === '') {
    return null;
  }
  const given = new Date(/[zZ]|[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
  if (Number.isNaN(given.getTime())) {
    throw new Error(`“${text}” is not a time such as 2026-11-23T08:00:00Z.`);
  }
  return given.toISOString();
}

customElements.define('fh-audit-bar', Bar);
