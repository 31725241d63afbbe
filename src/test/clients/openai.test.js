import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import OpenAI from 'openai';
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { address, answer, counting, end, embedder, lastCall, leave, limit, makeKey, model, question } from './gateway.js';

const baseURL = address + '/v1';
const ask = { model, temperature: 0, messages: [{ role: 'user', content: question }] };
let key;
let client;

before(async () => {
  key = await makeKey();
  client = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 });
});

test('chats', async () => {
  const completion = await client.chat.completions.create(ask);
  assert.ok(completion.choices[0].message.content.includes(answer));
  assert.equal(completion.choices[0].finish_reason, 'stop');
  assert.match(completion._request_id, /^req_/);
});

test('streams the same chat, and counts it when asked', async () => {
  const whole = await client.chat.completions.create(ask);
  const stream = await client.chat.completions.create({
    ...ask,
    stream: true,
    stream_options: { include_usage: true },
  });
  let text = '';
  let usage;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  assert.equal(text, whole.choices[0].message.content);
  assert.equal(usage.completion_tokens, whole.usage.completion_tokens);
});

test('puts a stream together with its own helper', async () => {
  const final = await client.chat.completions.stream(ask).finalChatCompletion();
  assert.ok(final.choices[0].message.content.includes(answer));
  assert.equal(final.choices[0].finish_reason, 'stop');
});

const Step = z.object({ kind: z.enum(['start', 'stop']), last: z.boolean() });

test('parses a chat into a schema, whole and streamed', async () => {
  const asked = { ...ask, max_tokens: 60, response_format: zodResponseFormat(Step, 'step') };
  const whole = await client.chat.completions.parse(asked);
  assert.ok(Step.safeParse(whole.choices[0].message.parsed).success);
  const streamed = await client.chat.completions.stream(asked).finalChatCompletion();
  assert.deepEqual(streamed.choices[0].message.parsed, whole.choices[0].message.parsed);
});

test('says that a parsed chat was cut short', async () => {
  const asked = { ...ask, max_tokens: 2, response_format: zodResponseFormat(Step, 'step') };
  await assert.rejects(client.chat.completions.parse(asked), OpenAI.LengthFinishReasonError);
});

test('parses a response into a schema, whole and streamed', async () => {
  const asked = { model, input: question, temperature: 0, max_output_tokens: 60, text: { format: zodTextFormat(Step, 'step') } };
  const whole = await client.responses.parse(asked);
  assert.ok(Step.safeParse(whole.output_parsed).success);
  const streamed = await client.responses.stream(asked).finalResponse();
  assert.deepEqual(streamed.output_parsed, whole.output_parsed);
});

test('completes text, several at once', async () => {
  const completion = await client.completions.create({ model, prompt: ['Freehold is', 'A quota'], max_tokens: 4 });
  assert.equal(completion.choices.length, 2);
  assert.equal(completion.usage.completion_tokens, 8);
});

test('decodes embeddings, which it asks for in base64 unless told otherwise', async () => {
  const input = ['How do I start it?', 'What is a quota?'];
  const unsaid = await client.embeddings.create({ model: embedder, input });
  const floats = await client.embeddings.create({ model: embedder, input, encoding_format: 'float' });
  assert.equal(unsaid.data.length, 2);
  unsaid.data.forEach(({ embedding }, i) => {
    assert.equal(embedding.length, floats.data[i].embedding.length);
    embedding.forEach((value, at) => assert.ok(Math.abs(value - floats.data[i].embedding[at]) < 1e-6));
  });
});

test('lists models', async () => {
  const ids = [];
  for await (const { id } of client.models.list()) ids.push(id);
  assert.ok(ids.includes(model) && ids.includes(embedder));
});

test('throws its own errors for ours', async () => {
  const wrong = (change, type, expected) =>
    assert.rejects(client.chat.completions.create({ ...ask, ...change }), (error) => {
      assert.ok(error instanceof type, error.constructor.name);
      assert.match(error.requestID, /^req_/);
      for (const [name, value] of Object.entries(expected)) assert.equal(error[name], value);
      return true;
    });
  await wrong({ max_tokens: -1 }, OpenAI.BadRequestError, { param: 'max_tokens', type: 'invalid_request_error' });
  await wrong({ model: 'nobody' }, OpenAI.NotFoundError, { code: 'model_not_found', param: 'model' });
  await wrong({ max_tokens: 100_000 }, OpenAI.BadRequestError, { code: 'context_length_exceeded' });
  const nobody = new OpenAI({ baseURL, apiKey: 'nonsense', maxRetries: 0 });
  await assert.rejects(nobody.models.list(), OpenAI.AuthenticationError);
});

test('does not retry what cannot fit', async () => {
  const { calls, fetch } = counting();
  const spent = new OpenAI({ baseURL, apiKey: await makeKey([limit('requests', 'day', 1)]), maxRetries: 5, fetch });
  await spent.chat.completions.create({ ...ask, max_tokens: 1 });
  await assert.rejects(spent.chat.completions.create(ask), OpenAI.RateLimitError);
  assert.deepEqual(calls, [200, 429]);
});

test('retries by itself what fits a moment later', async () => {
  const { calls, fetch } = counting();
  const apiKey = await makeKey([limit('requests', 'minute', 60)]);
  const crowded = new OpenAI({ baseURL, apiKey, maxRetries: 3, fetch });
  const count = () => crowded.post('/tokenize', { body: { model, prompt: question } });
  const counts = await Promise.all(Array.from({ length: 61 }, count));
  assert.ok(counts.every((counted) => counted.count === counts[0].count));
  assert.ok(calls.includes(429), calls.join());
});

test('leaving a stream stops it and charges what was written', async () => {
  const leaver = await makeKey();
  const leaving = new OpenAI({ baseURL, apiKey: leaver, maxRetries: 0 });
  const left = await leave(leaver, async (round) => {
    const stream = await leaving.chat.completions.create({
      model,
      temperature: 2,
      seed: round,
      max_tokens: 800,
      messages: [{ role: 'user', content: question }],
      stream: true,
    });
    for await (const chunk of stream) {
      if (chunk.choices[0].delta.content) break;
    }
  });
  assert.equal(left.action, 'chat.completions');
  assert.equal(left.outcome, 'cancelled');
  assert.ok(left.tokens.used.output > 0 && left.tokens.used.output < 800);
});

test('giving up on a whole answer stops it too', async () => {
  const leaver = await makeKey();
  const leaving = new OpenAI({ baseURL, apiKey: leaver, maxRetries: 0 });
  const left = await leave(leaver, async (round) => {
    const given = new AbortController();
    setTimeout(() => given.abort(), 60 * round);
    const asked = { model, temperature: 2, seed: round, max_tokens: 800, prompt: 'Freehold', logit_bias: { [end]: -100 } };
    await leaving.completions.create(asked, { signal: given.signal }).catch(() => undefined);
  });
  assert.ok(left.tokens.used.output < 800);
});

test('each call is recorded with what it used', async () => {
  const own = await makeKey();
  const completion = await new OpenAI({ baseURL, apiKey: own }).chat.completions.create(ask);
  const entry = await lastCall(own);
  assert.equal(entry.kind, 'settle');
  assert.equal(entry.request, completion._request_id);
  assert.equal(entry.tokens.used.output, completion.usage.completion_tokens);
});
