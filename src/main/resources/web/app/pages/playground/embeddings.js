import { html } from 'lit';
import { Trial } from './trial.js';

/** How alike texts are, by the angle between their vectors. */
class TryEmbeddings extends Trial {
  static examples = {
    texts: 'How do I start the gateway?\nWhich command runs it?\nWhy was my call refused?\nWhat does a 429 mean?',
  };

  path() {
    return '/v1/embeddings';
  }

  body() {
    return { model: this.model.id, input: this.lines('texts') };
  }

  action() {
    return 'Compare';
  }

  hint() {
    return 'Each text is compared with each other: 1 says the same, 0 has nothing to do with it.';
  }

  inputs() {
    return this.lineField('texts', 'Texts, one on a line', 10);
  }

  result({ data }, { input }) {
    const vectors = data.map(({ embedding }) => embedding);
    const heads = input.map((_, i) => html`<th scope="col">${i + 1}</th>`);
    return html`<div class="scroll" tabindex="0" role="region" aria-label="Similarity of the texts">
        <table class="matrix number">
          <thead><tr><td></td>${heads}</tr></thead>
          <tbody>
            ${input.map(
              (text, row) => html`<tr>
                <th scope="row"><span class="soft">${row + 1}</span> ${text}</th>
                ${vectors.map((vector) => cell(cosine(vectors[row], vector)))}
              </tr>`,
            )}
          </tbody>
        </table>
      </div>
      <p class="soft small">Cosines of vectors with ${vectors[0].length} numbers each.</p>`;
  }
}

function cell(value) {
  return html`<td><span class="heat" .style=${`opacity:${(Math.max(0, value) * 0.45).toFixed(2)}`}></span><span>${value.toFixed(2)}</span></td>`;
}

/** Of vectors of any length. */
export function cosine(one, other) {
  let [dot, a, b] = [0, 0, 0];
  for (let i = 0; i < one.length; i++) {
    dot += one[i] * other[i];
    a += one[i] * one[i];
    b += other[i] * other[i];
  }
  return dot / Math.sqrt(a * b);
}

customElements.define('fh-try-embeddings', TryEmbeddings);
