import { html } from 'lit';
import uPlot from 'uplot';
import { colour, theme } from '../shell/theme.js';
import { Part } from './part.js';
import { compact, number } from './format.js';

/** Steps of an axis that counts. */
const WHOLE = [1, 2, 5].flatMap((digit) => Array.from({ length: 12 }, (_, power) => digit * 10 ** power)).sort((one, other) => one - other);

/**
 * A chart over time, drawn by uPlot. `times` are seconds, one `step` apart, `series` a list of {label, values, token, kind}, where kind is "bars" or
 * "line" and token the colour's name. With `brush`, a stretch that is drawn over is told as `brushed` ({from, to} in seconds).
 * What it shows is said in words in `summary`, for who cannot see it.
 */
class Chart extends Part {
  static properties = {
    times: { attribute: false },
    series: { attribute: false },
    summary: {},
    height: { type: Number },
    step: { type: Number },
    brush: { type: Boolean },
  };

  constructor() {
    super();
    this.times = [];
    this.series = [];
    this.height = 120;
  }

  connectedCallback() {
    super.connectedCallback();
    this.resized = new ResizeObserver(() => this.fit());
    this.resized.observe(this);
    theme.addEventListener('change', this.redraw);
  }

  disconnectedCallback() {
    this.resized.disconnect();
    theme.removeEventListener('change', this.redraw);
    this.plot?.destroy();
    this.plot = null;
    super.disconnectedCallback();
  }

  redraw = () => this.updated();

  render() {
    return html`<div class="plot" role="img" aria-label=${this.summary ?? ''}></div>`;
  }

  updated() {
    this.plot?.destroy();
    const data = [this.times, ...this.series.map((one) => one.values)];
    this.plot = new uPlot(this.options(), data, this.querySelector('.plot'));
  }

  fit() {
    if (this.plot && this.clientWidth > 0 && this.clientWidth !== this.plot.width) {
      this.plot.setSize({ width: this.clientWidth, height: this.height });
    }
  }

  options() {
    const font = `11px ${getComputedStyle(this).fontFamily}`;
    const axis = { stroke: colour('--soft'), font, ticks: { show: false }, grid: { stroke: colour('--line'), width: 1 } };
    return {
      width: Math.max(this.clientWidth, 100),
      height: this.height,
      tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
      legend: { show: false },
      padding: [8, 20, 0, 0],
      cursor: { y: false, points: { show: false }, drag: { x: Boolean(this.brush), y: false, setScale: false } },
      scales: { x: { range: () => this.span() }, y: { range: (_, __, high) => [0, Math.max(high * 1.1, 1)] } },
      axes: [
        { ...axis, size: 22, space: 70, grid: { show: false }, values: (_, ticks, __, ___, step) => ticks.map((tick) => label(tick, step)) },
        { ...axis, size: 44, space: 24, ...(this.isCounting() ? { incrs: WHOLE } : {}), values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) || tick >= 10 ? compact(tick) : tick)) },
      ],
      series: [{}, ...this.series.map((one) => this.drawn(one))],
      hooks: { setSelect: [(plot) => this.brushed(plot)], setCursor: [(plot) => this.pointed(plot)] },
    };
  }

  isCounting() {
    return this.series.some((one) => one.kind === 'bars');
  }

  /** Bars begin at their time and are as wide as the step to the next. */
  span() {
    const [low, high] = [this.times[0] ?? 0, this.times.at(-1) ?? 1];
    return this.isCounting() || low === high ? [low, high + (this.step ?? this.times[1] - low)] : [low, high];
  }

  drawn({ label, token, kind }) {
    const stroke = colour(token ?? '--accent');
    return kind === 'bars'
      ? { label, fill: stroke, width: 0, points: { show: false }, paths: uPlot.paths.bars({ align: 1, size: [0.86, 40] }) }
      : { label, stroke, width: 1.5, points: { show: false } };
  }

  brushed(plot) {
    if (plot.select.width > 2) {
      const from = plot.posToVal(plot.select.left, 'x');
      const to = plot.posToVal(plot.select.left + plot.select.width, 'x');
      plot.setSelect({ left: 0, width: 0, top: 0, height: 0 }, false);
      this.tell('brushed', { from, to });
    }
  }

  /** What the pointer is over, as the tooltip of the browser. */
  pointed(plot) {
    const at = plot.cursor.idx;
    if (at !== null && at !== undefined && this.times[at] !== undefined) {
      const when = new Date(this.times[at] * 1000).toISOString().slice(0, 19).replace('T', ' ');
      const values = this.series.map((one) => `${one.label}: ${one.values[at] === null ? '–' : number(one.values[at])}`);
      this.querySelector('.plot').title = [`${when} UTC`, ...values].join('\n');
    }
  }
}

/** A time on the axis, as exactly as the step between two asks for. */
function label(seconds, step) {
  const iso = new Date(seconds * 1000).toISOString();
  if (step >= 86_400) {
    return iso.slice(5, 10);
  }
  const isMidnight = seconds % 86_400 === 0;
  return isMidnight ? iso.slice(5, 10) : iso.slice(11, step < 60 ? 19 : 16);
}

customElements.define('fh-chart', Chart);
