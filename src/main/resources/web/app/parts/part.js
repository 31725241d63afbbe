import { LitElement } from 'lit';

/** A piece of a page. It lives in the page's own tree, so that the one set of styles holds everywhere. */
export class Part extends LitElement {
  createRenderRoot() {
    return this;
  }

  /** Tells whoever is above. */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/**
 * A room of the console. The shell sets `session` (who is signed in) and `params` (the query of the address), again whenever the
 * address changes; a room writes the address with `go` of the router and keeps no state that belongs there.
 */
export class Page extends Part {
  static properties = { session: { attribute: false }, params: { attribute: false } };

  has(role) {
    return this.session.roles.includes(role);
  }
}
