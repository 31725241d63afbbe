import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { APICallError, embedMany, generateText, Output, streamText } from 'ai';
import { z } from 'zod';
import { address, answer, embedder, makeKey, model, question } from './gateway.js';

let freehold;

before(async () => {
  freehold = createOpenAICompatible({
    name: 'freehold',
    baseURL: address + '/v1',
    apiKey: await makeKey(),
    includeUsage: true,
    supportsStructuredOutputs: true,
  });
});

test('generates text', async () => {
  const { text, finishReason, usage } = await generateText({ model: freehold(model), prompt: question, temperature: 0 });
  assert.ok(text.includes(answer));
  assert.equal(finishReason, 'stop');
  assert.ok(usage.outputTokens > 0);
});

test('streams text', async () => {
  const result = streamText({ model: freehold(model), prompt: question, temperature: 0 });
  let text = '';
  for await (const part of result.textStream) text += part;
  assert.ok(text.includes(answer));
  assert.equal(await result.finishReason, 'stop');
  assert.ok((await result.usage).outputTokens > 0);
});

test('generates an object, whole and streamed', async () => {
  const schema = z.object({ kind: z.enum(['start', 'stop']), last: z.boolean() });
  const asked = { model: freehold(model), prompt: question, temperature: 0, maxOutputTokens: 60, output: Output.object({ schema }) };
  const whole = await generateText(asked);
  schema.parse(whole.output);
  const streamed = streamText(asked);
  await streamed.consumeStream();
  assert.deepEqual(await streamed.output, whole.output);
});

test('stops a stream at max_tokens', async () => {
  const result = streamText({ model: freehold(model), prompt: question, maxOutputTokens: 3 });
  await result.consumeStream();
  assert.equal(await result.finishReason, 'length');
});

test('embeds', async () => {
  const values = ['How do I start it?', 'What is a quota?'];
  const { embeddings } = await embedMany({ model: freehold.embeddingModel(embedder), values });
  assert.equal(embeddings.length, 2);
  assert.ok(Math.abs(embeddings[0].reduce((sum, value) => sum + value * value, 0) - 1) < 1e-3);
});

test('reads our errors', async () => {
  await assert.rejects(generateText({ model: freehold('nobody'), prompt: question, maxRetries: 0 }), (error) => {
    assert.ok(APICallError.isInstance(error));
    assert.equal(error.statusCode, 404);
    assert.ok(error.message.startsWith('The model does not exist'), error.message);
    return true;
  });
});
