const NUMBER = new Intl.NumberFormat('en-GB');
const COMPACT = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });

export function number(value) {
  return NUMBER.format(value);
}

export function compact(value) {
  return COMPACT.format(value);
}

/** A time in UTC to the millisecond, with a space where ISO 8601 has a T. */
export function time(iso) {
  return iso.slice(0, 23).replace('T', ' ').replace('Z', '');
}

/** The same without the date. */
export function clock(iso) {
  return iso.slice(11, 23).replace('Z', '');
}

/** A length of time in the unit that suits it. */
export function duration(millis) {
  if (millis < 1000) {
    return `${Math.round(millis)} ms`;
  }
  if (millis < 60_000) {
    return `${(millis / 1000).toFixed(millis < 10_000 ? 2 : 1)} s`;
  }
  if (millis < 3_600_000) {
    return `${Math.floor(millis / 60_000)} min ${Math.round((millis % 60_000) / 1000)} s`;
  }
  return `${Math.floor(millis / 3_600_000)} h ${Math.round((millis % 3_600_000) / 60_000)} min`;
}
