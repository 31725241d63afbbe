import { html } from 'lit';
import { icon } from './icon.js';
import { Part } from './part.js';

let count = 0;

/** A button that opens a menu of what `content` renders; a click on a button in it closes it. */
class Menu extends Part {
  static properties = {
    label: {},
    symbol: {},
    quiet: { type: Boolean },
    content: { attribute: false },
  };

  constructor() {
    super();
    this.menu = `menu-${++count}`;
  }

  render() {
    return html`<button type="button" class=${this.quiet ? 'plain' : ''} popovertarget=${this.menu} aria-haspopup="true">
        ${this.symbol ? icon(this.symbol) : ''}${this.label}${icon('down')}
      </button>
      <div class="menu" popover id=${this.menu} @beforetoggle=${this.place} @click=${this.choose}>${this.content?.()}</div>`;
  }

  place({ newState }) {
    if (newState === 'open') {
      const button = this.querySelector('button').getBoundingClientRect();
      const menu = this.querySelector('.menu');
      menu.style.top = `${button.bottom + 4}px`;
      const isLeft = button.left + button.width / 2 < window.innerWidth / 2;
      menu.style.left = isLeft ? `${button.left}px` : 'auto';
      menu.style.right = isLeft ? 'auto' : `${window.innerWidth - button.right}px`;
    }
  }

  choose({ target }) {
    if (target.closest('button, a')) {
      this.querySelector('.menu').hidePopover();
    }
  }
}

customElements.define('fh-menu', Menu);
