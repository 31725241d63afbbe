import { json } from '../../api/http.js';

/** The chapters of the handbook that the guide was trained on, as the gateway serves them. Small talk is no chapter. */
const CHAPTERS = ['start', 'calling', 'keys', 'quota', 'audit', 'models', 'operate', 'ideas'];
const KEPT = 'freehold.handbook';
const MOST = 3;

/** Below this, two texts are not about the same thing: no right passage of the held-out questions lies lower, most of the off-topic ones do. */
const NEAR = 0.62;

/**
 * The handbook, and which of its passages are near a question by the embedding model. The first search of a browser session has the
 * passages' questions embedded, in one call; later ones embed what is asked only.
 */
export class Handbook {
  /** @param model of `/v1/models`, an embedder */
  constructor(model) {
    this.model = model;
  }

  /** The nearest passages, the nearest first: {question, answer, chapter, nearness}. */
  async search(question) {
    this.opened ??= this.open();
    const [passages, [asked]] = await Promise.all([this.opened, this.embed([question])]);
    return passages
      .map((passage) => ({ ...passage, nearness: product(passage.vector, asked) }))
      .filter(({ nearness }) => nearness >= NEAR)
      .sort((one, other) => other.nearness - one.nearness)
      .filter(({ answer }, i, all) => all.findIndex((passage) => passage.answer === answer) === i)
      .slice(0, MOST);
  }

  async open() {
    const passages = (await Promise.all(CHAPTERS.map(read))).flat();
    const vectors = await this.vectors(passages.map(({ question }) => question));
    return passages.map((passage, i) => ({ ...passage, vector: vectors[i] }));
  }

  async vectors(texts) {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    if (kept?.digest === this.model.digest && kept.vectors.length === texts.length) {
      return kept.vectors.map(decode);
    }
    const { data } = await this.ask(texts);
    const vectors = data.map(({ embedding }) => embedding);
    sessionStorage.setItem(KEPT, JSON.stringify({ digest: this.model.digest, vectors }));
    return vectors.map(decode);
  }

  async embed(texts) {
    return (await this.ask(texts)).data.map(({ embedding }) => decode(embedding));
  }

  ask(input) {
    return json('/v1/embeddings', { method: 'POST', body: { model: this.model.id, input, encoding_format: 'base64' } });
  }
}

async function read(chapter) {
  const response = await fetch(`/console/handbook/${chapter}.txt`, { cache: 'no-cache' });
  if (!response.ok) {
    throw new Error('The handbook cannot be read.');
  }
  return (await response.text()).split(/\n\s*\n/).map((block) => passage(block, chapter));
}

/** An entry is a block of lines: `Q:` wordings of a question, `A:` its answer, `G:` the answer to what is asked next. */
function passage(block, chapter) {
  const said = (mark) => block.split('\n').find((line) => line.startsWith(`${mark}: `))?.slice(3);
  return { chapter, question: said('Q') ?? '', answer: said('A') ?? '', next: said('G') };
}

/** Base64 of 32-bit floats, the lowest byte first. */
function decode(text) {
  return new Float32Array(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer);
}

function product(one, other) {
  return one.reduce((sum, value, i) => sum + value * other[i], 0);
}
