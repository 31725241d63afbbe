import { html } from 'lit';
import { share, Trial } from './trial.js';

/** Documents in the order of their relevance. */
class TryRerank extends Trial {
  static examples = {
    query: 'How do I start the gateway?',
    documents: 'A quota is what a key may use in a stretch of time.\nRun the jar; it needs a JDK and nothing else.\nThe audit log is signed each second.',
  };

  path() {
    return '/v1/rerank';
  }

  body() {
    return { model: this.model.id, query: this.given('query'), documents: this.lines('documents') };
  }

  action() {
    return 'Rerank';
  }

  hint() {
    return 'The documents come back in the order of their relevance for the query.';
  }

  inputs() {
    return html`<label class="field">Query <input name="query" .defaultValue=${TryRerank.examples.query} autocomplete="off" /></label>
      ${this.lineField('documents', 'Documents, one on a line', 8)}`;
  }

  result({ results }, { documents }) {
    return html`<ol class="ranked">
      ${results.map(
        ({ index, relevance_score: relevance }) => html`<li>
          <span class="break">${documents[index]} <span class="soft small">line ${index + 1}</span></span>${share(relevance)}
        </li>`,
      )}
    </ol>`;
  }
}

customElements.define('fh-try-rerank', TryRerank);
