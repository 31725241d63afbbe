import { html } from 'lit';
import { signedOut } from '../api/http.js';
import { current, forget, signOut } from '../api/session.js';
import { icon } from '../parts/icon.js';
import { Part } from '../parts/part.js';
import { say, sayFault } from '../parts/toast.js';
import { mark } from './mark.js';
import { ROOMS, roomsFor } from './rooms.js';
import { go, href, place, router } from './router.js';
import './signin.js';
import { isDark, theme, turn } from './theme.js';

/** The frame: who is signed in, which rooms they have, and the room they are in. */
class Shell extends Part {
  static properties = {
    session: { state: true },
    page: { state: true },
    failure: { state: true },
    isOpen: { state: true },
  };

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener('change', () => this.enter());
    theme.addEventListener('change', () => this.requestUpdate());
    signedOut.addEventListener('signed-out', () => this.leave());
    this.addEventListener('signed-in', ({ detail }) => this.welcome(detail));
    current().then(
      (session) => this.welcome(session),
      (failure) => (this.failure = failure.message),
    );
  }

  welcome(session) {
    this.session = session;
    if (session) {
      this.enter();
    }
  }

  /** The session is over, whoever ended it. */
  leave() {
    forget();
    if (this.session) {
      say('The session is over; sign in again.');
    }
    this.session = null;
    this.page = null;
  }

  async enter() {
    if (!this.session) {
      return;
    }
    const { path, params } = place();
    const rooms = roomsFor(this.session);
    const room = rooms.find((candidate) => candidate.path === path);
    this.isOpen = false;
    if (!room && rooms.length > 0 && !ROOMS.some((known) => known.path === path)) {
      go(rooms[0].path, {}, { replace: true });
    } else if (room) {
      await this.open(room, params);
    } else {
      this.page = null;
    }
  }

  async open(room, params) {
    try {
      const tag = (await room.load()).default;
      const page = this.page?.localName === tag ? this.page : document.createElement(tag);
      page.session = this.session;
      page.params = params;
      this.page = page;
      document.title = `${room.title} · Freehold`;
    } catch (failure) {
      sayFault(failure);
    }
  }

  async out() {
    try {
      await signOut();
      this.session = null;
      this.page = null;
    } catch (failure) {
      sayFault(failure);
    }
  }

  render() {
    if (this.failure) {
      return html`<main class="door"><p class="notice bad" role="alert">${this.failure}</p></main>`;
    }
    if (this.session === undefined) {
      return html`<main class="door" aria-busy="true"></main>`;
    }
    return html`${this.session ? this.frame() : html`<fh-sign-in></fh-sign-in>`}<fh-toasts></fh-toasts>`;
  }

  frame() {
    return html`<div class="topbar" role="region" aria-label="Freehold">
        <a class="mark" href=${href('')}>${mark()} Freehold</a>
        <button class="plain icon" aria-expanded=${this.isOpen ? 'true' : 'false'} @click=${() => (this.isOpen = !this.isOpen)}>
          ${icon('menu')}<span class="unseen">Menu</span>
        </button>
      </div>
      <header class="rail ${this.isOpen ? 'open' : ''}">
        <a class="mark" href=${href('')}>${mark()} Freehold</a>
        <nav aria-label="Rooms">
          <ul>
            ${roomsFor(this.session).map((room) => this.link(room))}
          </ul>
        </nav>
        ${this.who()}
      </header>
      <main class="room">${this.page ?? this.nothing()}</main>`;
  }

  link(room) {
    const isHere = place().path === room.path;
    return html`<li>
      <a href=${href(room.path)} aria-current=${isHere ? 'page' : 'false'}>${icon(room.icon)}${room.title}</a>
    </li>`;
  }

  who() {
    const { id, tenant, project, roles } = this.session;
    return html`<div class="who small">
      <div class="break"><span class="mono">${id}</span><br /><span class="soft">${tenant} / ${project}</span></div>
      <div class="row">${roles.map((role) => html`<span class="tag">${role}</span>`)}</div>
      <div class="row">
        <button class="plain" @click=${turn}>${icon(isDark() ? 'sun' : 'moon')}${isDark() ? 'Light' : 'Dark'}</button>
        <button class="plain" @click=${this.out}>${icon('out')}Sign out</button>
      </div>
    </div>`;
  }

  nothing() {
    const isEmpty = roomsFor(this.session).length === 0;
    return html`<div class="empty">
      <h1>${isEmpty ? 'There is no room for this key yet' : 'This room is not open to this key'}</h1>
      <p>What one sees here follows the roles of the key.</p>
    </div>`;
  }
}

customElements.define('freehold-console', Shell);
