import { json, send, Fault } from './http.js';

const PATH = '/console/session';

/** Whether there may be a session, which scripts cannot see; without it, asking would only be one more refusal in the log. */
const MARK = 'freehold.signed-in';

/** Who is signed in: id, tenant, project, roles, models, root, expires_at. Null when nobody is. */
export async function current() {
  if (!localStorage.getItem(MARK)) {
    return null;
  }
  try {
    return await json(PATH);
  } catch (refused) {
    if (refused instanceof Fault && refused.status >= 401 && refused.status <= 403) {
      forget();
      return null;
    }
    throw refused;
  }
}

export async function signIn(key) {
  const session = await json(PATH, { method: 'POST', headers: { Authorization: `Bearer ${key}` } });
  localStorage.setItem(MARK, 'yes');
  return session;
}

export async function signOut() {
  await send(PATH, { method: 'DELETE' });
  forget();
}

/** The session is over. */
export function forget() {
  localStorage.removeItem(MARK);
}
