import { html } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { json } from '../../api/http.js';
import { refusal } from '../../parts/call.js';
import { number } from '../../parts/format.js';
import { Trial } from './trial.js';

const MOST_SHOWN = 400;

/** Raw tensors, by the Open Inference Protocol: a form from what the model says it takes. */
class TryTensors extends Trial {
  static properties = { about: { state: true }, unknown: { state: true } };

  willUpdate(changes) {
    if (changes.has('models') || changes.has('params')) {
      this.describe(this.model.id);
    }
  }

  async describe(model) {
    if (model === this.described) {
      return;
    }
    this.described = model;
    this.about = null;
    this.unknown = null;
    try {
      const about = await json(`/v2/models/${model}`);
      this.about = model === this.described ? about : this.about;
    } catch (failure) {
      this.unknown = failure;
    }
  }

  path() {
    return `/v2/models/${this.model.id}/infer`;
  }

  body() {
    const inputs = (this.about?.inputs ?? []).map(({ name, datatype }, i) => ({
      name,
      datatype,
      shape: values(this.given(`shape-${i}`), `the shape of ${name}`),
      data: values(this.given(`data-${i}`), `the data of ${name}`),
    }));
    return { inputs };
  }

  action() {
    return 'Infer';
  }

  hint() {
    return 'What the graph gives is shown here, tensor by tensor.';
  }

  inputs() {
    if (this.unknown) {
      return refusal(this.unknown);
    }
    if (!this.about) {
      return html`<p class="soft" aria-busy="true">Asking what the model takes…</p>`;
    }
    const fields = this.about.inputs.map(
      ({ name, datatype, shape }, i) => html`<fieldset class="tensor">
        <legend><span class="mono">${name}</span> <span class="tag">${datatype}</span> <span class="soft small">${said(shape)}</span></legend>
        <label class="field">Shape <input class="mono" name="shape-${i}" .defaultValue=${filled(shape).join(', ')} autocomplete="off" /></label>
        <label class="field">
          Data, row by row
          <textarea class="mono" name="data-${i}" rows="3" spellcheck="false" .defaultValue=${start(shape, datatype)}></textarea>
        </label>
      </fieldset>`,
    );
    return keyed(this.about.name, html`${fields}`);
  }

  result({ outputs }) {
    return outputs.map(
      ({ name, datatype, shape, data }) => html`<section class="tensor">
        <h2 class="small"><span class="mono">${name}</span> <span class="tag">${datatype}</span> <span class="soft">${said(shape)}</span></h2>
        <pre class="block" tabindex="0">${rows(data.slice(0, MOST_SHOWN), shape.at(-1) ?? 1)}</pre>
        ${data.length > MOST_SHOWN ? html`<p class="soft small">The first ${MOST_SHOWN} of ${number(data.length)} values.</p>` : ''}
      </section>`,
    );
  }
}

/** @throws when the text is no list of JSON values */
function values(text, what) {
  try {
    return JSON.parse(`[${text}]`).flat(Infinity);
  } catch {
    throw new Error(`Of ${what} one expects values with commas between them, for example 1, 2, 3.`);
  }
}

function said(shape) {
  return `[${shape.map((size) => (size < 0 ? 'any' : size)).join(' × ')}]`;
}

function filled(shape) {
  return shape.map((size) => (size < 0 ? 1 : size));
}

/** Something of the right kind to begin with. */
function start(shape, datatype) {
  const one = { BOOL: 'false', BYTES: '"text"' }[datatype] ?? '0';
  const count = filled(shape).reduce((product, size) => product * size, 1);
  return Array(Math.min(count, MOST_SHOWN)).fill(one).join(', ');
}

function rows(data, width) {
  const lines = [];
  for (let i = 0; i < data.length; i += Math.max(1, width)) {
    lines.push(data.slice(i, i + Math.max(1, width)).map((value) => JSON.stringify(value)).join('  '));
  }
  return lines.join('\n');
}

customElements.define('fh-try-tensors', TryTensors);
