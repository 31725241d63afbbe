/** The fields of a chat request, as a form has them. What is empty is left to the gateway. */
const NUMBERS = ['temperature', 'top_p', 'max_tokens', 'seed'];

/**
 * @param form {model, temperature, top_p, max_tokens, seed, stop, schema, tools}, all texts
 * @throws when something in it is not what the API takes
 */
export function settingsOf(form) {
  const settings = { model: form.model };
  for (const name of NUMBERS.filter((field) => (form[field] ?? '').trim() !== '')) {
    const value = Number(form[name]);
    if (Number.isNaN(value)) {
      throw new Error(`${name} is not a number.`);
    }
    settings[name] = value;
  }
  const stop = (form.stop ?? '').split('\n').filter((line) => line !== '');
  if (stop.length > 0) {
    settings.stop = stop;
  }
  const schema = read(form.schema, 'The schema');
  if (schema !== null) {
    settings.response_format = { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } };
  }
  const tools = read(form.tools, 'What the tools are');
  if (tools !== null) {
    settings.tools = tools;
  }
  return settings;
}

function read(text, what) {
  if ((text ?? '').trim() === '') {
    return null;
  }
  try {
    return JSON.parse(text);
  } catch (failure) {
    throw new Error(`${what} is not JSON: ${failure.message}`);
  }
}

export const EXAMPLES = {
  schema: `{
  "type": "object",
  "properties": {
    "title": { "type": "string", "maxLength": 40 },
    "stars": { "type": "integer", "minimum": 1, "maximum": 5 }
  },
  "required": ["title", "stars"],
  "additionalProperties": false
}`,
  tools: `[
  {
    "type": "function",
    "function": {
      "name": "weather",
      "description": "The weather in a city",
      "parameters": {
        "type": "object",
        "properties": { "city": { "type": "string" } },
        "required": ["city"]
      }
    }
  }
]`,
};
