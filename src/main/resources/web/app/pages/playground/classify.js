import { html } from 'lit';
import { share, Trial } from './trial.js';

/** Which labels fit a text; and with models that find names, where in it. */
class TryClassify extends Trial {
  static examples = { texts: 'What a lovely day!\nAda Lovelace lived in London.' };

  get findsNames() {
    return this.model.kind === 'token_classifier';
  }

  path() {
    return this.findsNames ? '/v1/token_classify' : '/v1/classify';
  }

  body() {
    return { model: this.model.id, input: this.lines('texts') };
  }

  action() {
    return this.findsNames ? 'Find names' : 'Classify';
  }

  hint() {
    return this.findsNames ? 'What the model finds is marked in the texts.' : 'Each label of the model, with how well it fits.';
  }

  inputs() {
    return this.lineField('texts', 'Texts, one on a line', 8);
  }

  result(answer, { input }) {
    return html`<ol class="ranked">
      ${answer.data.map(({ entities, probs }, i) => html`<li>${entities ? marked(input[i], entities) : labelled(input[i], answer.labels, probs)}</li>`)}
    </ol>`;
  }
}

function labelled(text, labels, probabilities) {
  const order = labels.map((label, i) => ({ label, probability: probabilities[i] })).sort((one, other) => other.probability - one.probability);
  return html`<span class="break">${text}</span>
    <dl class="labels">${order.slice(0, 12).map(({ label, probability }) => html`<dt>${label}</dt><dd>${share(probability)}</dd>`)}</dl>`;
}

/** Offsets count code points, as in Python and not as in JavaScript. */
function marked(text, entities) {
  const letters = Array.from(text);
  const parts = [];
  let at = 0;
  for (const { start, end, score, entity_group: group, entity } of entities) {
    parts.push(letters.slice(at, start).join(''));
    parts.push(html`<mark title=${score.toFixed(3)}>${letters.slice(start, end).join('')}<span class="small"> ${group ?? entity}</span></mark>`);
    at = end;
  }
  return html`<span class="break marked">${parts}${letters.slice(at).join('')}</span>
    ${entities.length === 0 ? html`<span class="soft small">nothing found</span>` : ''}`;
}

customElements.define('fh-try-classify', TryClassify);
