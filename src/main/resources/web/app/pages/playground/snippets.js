/** The call as code that runs outside of the console; the key comes from the environment and is never in it. */
const KEY = 'FREEHOLD_API_KEY';

export const SNIPPETS = { curl, 'Node.js': node, Python: python, Java: java };

function curl(url, body) {
  return [
    `curl ${quoted(url)} \\`,
    `  -H "Authorization: Bearer $${KEY}" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(JSON.stringify(body, null, 2))}`,
  ].join('\n');
}

/** In single quotes a shell reads everything as it is, but the quote itself. */
function quoted(text) {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function node(url, body) {
  return `const response = await fetch(${JSON.stringify(url)}, {
  method: 'POST',
  headers: {
    Authorization: \`Bearer \${process.env.${KEY}}\`,
    'Content-Type': 'application/json',
  },
  body: JSON.stringify(${indented(JSON.stringify(body, null, 2), 2)}),
});
console.log(JSON.stringify(await response.json(), null, 2));
`;
}

function python(url, body) {
  return `import json
import os
import urllib.request

request = urllib.request.Request(
    ${JSON.stringify(url)},
    data=json.dumps(${indented(pythonic(body), 4)}).encode(),
    headers={
        "Authorization": "Bearer " + os.environ["${KEY}"],
        "Content-Type": "application/json",
    },
)
with urllib.request.urlopen(request) as response:
    print(json.dumps(json.load(response), indent=2))
`;
}

const CONSTANTS = new Map([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
]);

/** A value as Python writes it. JSON's strings are Python's. */
function pythonic(value, depth = 0) {
  const pad = '    '.repeat(depth + 1);
  const end = `\n${'    '.repeat(depth)}`;
  if (Array.isArray(value)) {
    return value.length === 0 ? '[]' : `[\n${value.map((one) => pad + pythonic(one, depth + 1)).join(',\n')}${end}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).map(([name, one]) => `${pad}${JSON.stringify(name)}: ${pythonic(one, depth + 1)}`);
    return members.length === 0 ? '{}' : `{\n${members.join(',\n')}${end}}`;
  }
  return CONSTANTS.get(value) ?? JSON.stringify(value);
}

function java(url, body) {
  const text = JSON.stringify(body, null, 2).replaceAll('\\', '\\\\').replaceAll('"""', '\\"\\"\\"');
  return `import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

void main() throws Exception {
    String body = """
            ${indented(text, 12)}""";
    HttpRequest request = HttpRequest.newBuilder(URI.create(${JSON.stringify(url)}))
            .header("Authorization", "Bearer " + System.getenv("${KEY}"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
        IO.println(client.send(request, BodyHandlers.ofString()).body());
    }
}
`;
}

function indented(text, spaces) {
  return text.replaceAll('\n', `\n${' '.repeat(spaces)}`);
}
