/** A value as canonical JSON (RFC 8785): the very text that the log stores and hashes. */
export function canonical(value) {
  if (Array.isArray(value)) {
    return `[${value.map(canonical).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The line of an entry that the admin API has given out, which adds the index to it. */
export function lineOf({ index: _, ...entry }) {
  return canonical(entry);
}
