import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, stepCountIs, streamText, tool } from 'ai';
import { z } from 'zod';
import { address, leave, makeKey, toolUser, turns } from './gateway.js';

const inputSchema = z.object({ city: z.enum(['Bern', 'Ulm']), exact: z.boolean() });
const provider = (apiKey) => createOpenAICompatible({ name: 'freehold', baseURL: address + '/v1', apiKey, includeUsage: true });
let model;
let asked;

/** Calls as often as it has turns, and then has to use words. */
const loop = () => ({
  model,
  prompt: 'Sun?',
  maxOutputTokens: 120,
  maxRetries: 0,
  providerOptions: { freehold: { parallel_tool_calls: false } },
  tools: { weather: tool({ inputSchema, execute: async ({ city }) => asked.push(city) }) },
  stopWhen: stepCountIs(turns + 1),
  prepareStep: ({ stepNumber }) => ({ toolChoice: stepNumber < turns ? 'required' : 'none' }),
});

const checkSteps = (steps) => {
  assert.equal(steps.length, turns + 1);
  for (const step of steps.slice(0, turns)) {
    assert.equal(step.finishReason, 'tool-calls');
    for (const { input, toolName } of step.toolCalls) {
      assert.equal(toolName, 'weather');
      inputSchema.parse(input);
    }
    assert.equal(step.toolResults.length, step.toolCalls.length);
  }
  assert.deepEqual(steps.at(-1).toolCalls, []);
  assert.ok(asked.length >= turns);
};

before(async () => {
  model = provider(await makeKey())(toolUser);
});

test('loops over tools', async () => {
  asked = [];
  const { steps } = await generateText(loop());
  checkSteps(steps);
});

test('loops over tools, streamed', async () => {
  asked = [];
  const result = streamText(loop());
  const types = new Set();
  for await (const part of result.fullStream) types.add(part.type);
  assert.ok(['tool-input-start', 'tool-input-delta', 'tool-input-end', 'tool-call', 'tool-result'].every((type) => types.has(type)), [...types].join());
  assert.ok(!types.has('error') && !types.has('tool-error'));
  checkSteps(await result.steps);
});

test('an abort in the middle of a call stops it', async () => {
  const leaver = await makeKey();
  const long = z.object({ cities: z.array(z.enum(['Bern', 'Ulm'])).min(60) });
  const left = await leave(leaver, async () => {
    const away = new AbortController();
    const tools = { weather: tool({ inputSchema: long }) };
    const result = streamText({ model: provider(leaver)(toolUser), prompt: 'Sun?', tools, toolChoice: 'required', maxOutputTokens: 500, maxRetries: 0, abortSignal: away.signal });
    for await (const { type } of result.fullStream) {
      if (type === 'tool-input-delta') away.abort();
    }
  });
  assert.equal(left.outcome, 'cancelled');
  assert.ok(left.tokens.used.output > 0 && left.tokens.used.output < 500, JSON.stringify(left.tokens));
});
