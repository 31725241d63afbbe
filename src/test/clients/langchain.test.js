import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { ChatOpenAI, OpenAIEmbeddings } from '@langchain/openai';
import { z } from 'zod';
import { address, answer, embedder, makeKey, model, question } from './gateway.js';

const configuration = { baseURL: address + '/v1' };
let apiKey;
let chat;

before(async () => {
  apiKey = await makeKey();
  chat = new ChatOpenAI({ model, apiKey, temperature: 0, maxRetries: 0, configuration });
});

test('invokes', async () => {
  const message = await chat.invoke([new HumanMessage(question)]);
  assert.ok(message.content.includes(answer));
  assert.equal(message.response_metadata.finish_reason, 'stop');
  assert.ok(message.usage_metadata.output_tokens > 0);
});

test('takes instructions', async () => {
  const message = await chat.invoke([new SystemMessage('Be brief.'), new HumanMessage(question)]);
  assert.ok(message.content.length > 0);
});

test('streams', async () => {
  let text = '';
  for await (const chunk of await chat.stream(question)) text += chunk.content;
  assert.ok(text.includes(answer));
});

test('takes structured output', async () => {
  const schema = z.object({ kind: z.enum(['start', 'stop']), last: z.boolean() });
  const { parsed, raw } = await chat.withStructuredOutput(schema, { name: 'step', method: 'jsonSchema', strict: true, includeRaw: true }).invoke(question);
  schema.parse(parsed);
  assert.equal(raw.response_metadata.finish_reason, 'stop');
});

test('embeds', async () => {
  const embeddings = new OpenAIEmbeddings({ model: embedder, apiKey, maxRetries: 0, configuration });
  const vectors = await embeddings.embedDocuments(['How do I start it?', 'What is a quota?']);
  assert.equal(vectors.length, 2);
  assert.equal(vectors[0].length, vectors[1].length);
});

test('throws for a model that is not there', async () => {
  const nobody = new ChatOpenAI({ model: 'nobody', apiKey, maxRetries: 0, configuration });
  await assert.rejects(nobody.invoke(question), /does not exist/);
});
