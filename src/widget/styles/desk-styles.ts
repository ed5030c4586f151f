import { css } from 'lit'

/** The table, its cards where it is narrow, and the bar. Widths are those of the component. */
export const deskStyles = css`
  /* The table and the bar are laid out by the page: beside the exchange, or around the message box. */
  :host {
    display: contents;
  }
  .desk {
    order: 2;
    display: flex;
    flex-direction: column;
    gap: 0.375rem;
    min-inline-size: 0;
    padding: 0.25rem;
  }
  .desk:focus {
    outline: none;
  }
  .desk:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .common {
    font-size: 0.8125rem;
    line-height: 1.35;
  }
  .table {
    display: grid;
    gap: 0.75rem;
    font-size: 0.875rem;
    line-height: 1.35;
  }
  .names {
    display: none;
  }
  .column {
    display: grid;
    align-content: start;
    gap: 0.5rem;
    min-inline-size: 0;
    padding: 0.75rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
    overflow-wrap: break-word;
  }
  .column.waiting {
    place-content: center;
    min-block-size: 8rem;
    border-style: dashed;
    color: var(--muted);
  }
  .pick {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem;
  }
  .pick label {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    flex: 1;
    min-block-size: 1.75rem;
    cursor: pointer;
  }
  .pick input {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    margin: 0;
    accent-color: var(--accent);
  }
  .letter {
    font-size: 1.0625rem;
    font-weight: 700;
  }
  .record {
    min-block-size: 1.625rem;
    padding: 0 0.5rem;
    border-color: var(--line);
    font-size: 0.8125rem;
  }
  .column h3 {
    font-size: 0.9375rem;
    line-height: 1.25;
  }
  .provider {
    color: var(--muted);
    font-size: 0.8125rem;
    line-height: 1.3;
  }
  .almost {
    flex: 1;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .pick:has(.almost) label {
    flex: none;
  }
  .breaks {
    font-size: 0.8125rem;
    font-weight: 600;
  }
  dl {
    display: grid;
    gap: 0.1875rem;
  }
  dl > div {
    display: grid;
    grid-template-columns: 5.25rem minmax(0, 1fr);
    gap: 0.5rem;
    padding-block: 0.125rem;
  }
  dt,
  .names {
    color: var(--muted);
  }
  dl > .asked,
  .names > .asked {
    box-shadow: 0 0 0 2px var(--accent);
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .foot .hint {
    font-size: 0.75rem;
  }
  .bar {
    order: 4;
    position: sticky;
    inset-block-end: 0;
    z-index: 2;
    display: grid;
    padding-block: 0.375rem;
    border-block-start: 1px solid var(--edge);
    background: var(--ground);
  }
  .line,
  .letters,
  .rest {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem;
  }
  .line {
    column-gap: 0.75rem;
  }
  .say {
    font-weight: 600;
  }
  .bar button {
    min-block-size: 2.25rem;
    padding-inline: 0.75rem;
  }
  .bar .quiet {
    padding-inline: 0.25rem;
  }
  .letter-button {
    justify-content: center;
    min-inline-size: 2.5rem;
    font-weight: 700;
  }
  [aria-pressed='true'] {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 2px var(--accent);
    background: var(--tint);
  }
  .line .primary {
    margin-inline-start: auto;
  }
  .bar > :not(:empty) + .line,
  .bar > .extra {
    margin-block-start: 0.375rem;
  }
  .extra {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-size: var(--small);
  }
  .extra label {
    flex: none;
    font-weight: 600;
  }
  .extra :is(input, select, textarea) {
    max-inline-size: 34rem;
  }
  .decided {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  .decided-head {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    font-weight: 600;
  }
  .decided-head .icon {
    color: var(--accent);
  }
  .unfold,
  .whole,
  .same {
    display: none;
  }
  /* No room for columns: a card an option, and a bar that unfolds. */
  @container (max-width: 39.99rem) {
    .say {
      position: absolute;
      clip-path: inset(50%);
    }
    .unfold {
      display: inline-flex;
    }
    .rest:not(.unfolded),
    .line .primary.idle {
      display: none;
    }
    .bar button {
      padding-inline: 0.5rem;
    }
    .line .primary {
      flex: 1 1 100%;
      justify-content: center;
      margin: 0;
    }
    .extra {
      flex-wrap: wrap;
    }
  }
  /* Columns of equal width; the same row stands at the same height in each. */
  @container (min-width: 40rem) {
    .table {
      grid-template-columns: 5.125rem;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
      grid-template-rows: repeat(10, auto);
      gap: 0;
      border: 1px solid var(--line);
      border-radius: var(--radius);
      background: var(--surface);
      font-size: 0.8125rem;
      line-height: 1.25;
    }
    .names,
    .column {
      display: grid;
      grid-row: 1 / span 10;
      grid-template-rows: subgrid;
      gap: 0;
      padding: 0;
      border: 0;
      border-radius: 0;
      background: none;
    }
    .column {
      border-inline-start: 1px solid var(--line);
    }
    .column.near {
      border-inline-start-style: dashed;
    }
    .column > header {
      padding: 0.25rem 0.5rem;
    }
    .names > span,
    dl > div {
      display: block;
      padding: 0.125rem 0.5rem;
      border-block-start: 1px solid var(--line);
    }
    .names > span:not(.hint) {
      font-weight: 600;
      font-size: 0.75rem;
      overflow-wrap: anywhere;
    }
    .names > .hint {
      align-self: end;
      border: 0;
      font-size: 0.6875rem;
    }
    .foot > .hint {
      display: none;
    }
    .table ~ .table .order {
      visibility: hidden;
    }
    dl {
      grid-row: span 9;
      grid-template-rows: subgrid;
      gap: 0;
    }
    dt {
      position: absolute;
      clip-path: inset(50%);
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
    }
    .column h3 {
      font-size: 0.875rem;
    }
    .column ~ .column .alike .same {
      display: inline;
      color: var(--muted);
    }
    .column ~ .column .alike span:not(.same) {
      position: absolute;
      clip-path: inset(50%);
    }
    .waiting {
      place-items: center;
    }
  }
  @container (min-width: 40rem) and (max-width: 60rem) {
    .table:is(.count-5, .count-6, .count-7, .count-8) {
      overflow-x: auto;
      grid-auto-columns: minmax(9rem, 1fr);
    }
  }
  /* Beside the exchange. */
  @container (min-width: 82.5rem) {
    /* Two sets and the bar on one screen: of one of them only what names its offers. */
    .brief.common,
    .brief :is(dl > div, .names > span:not(:first-child)) {
      display: none;
    }
    .brief .order {
      display: none;
    }
    .brief .whole {
      display: inline-flex;
      min-block-size: 1.5rem;
      padding: 0;
      font-size: 0.75rem;
      text-align: start;
    }
    .several {
      flex-wrap: nowrap;
      column-gap: 0.625rem;
      font-size: 0.875rem;
    }
    .several :is(.letters, .rest) {
      flex-wrap: nowrap;
      gap: 0.25rem;
    }
    .several button {
      padding-inline: 0.5rem;
      font-size: 0.875rem;
    }
    .several .letter-button {
      min-inline-size: 2rem;
    }
    .table:is(.count-5, .count-6, .count-7, .count-8) {
      font-size: 0.75rem;
    }
    .table:is(.count-5, .count-6, .count-7, .count-8) :is(h3, .provider, .breaks, .almost, .record) {
      font-size: 0.75rem;
    }
    .table:is(.count-5, .count-6, .count-7, .count-8) :is(.pick, .pick label) {
      gap: 0.25rem;
    }
    .table:is(.count-5, .count-6, .count-7, .count-8) .record {
      padding-inline: 0.25rem;
    }
    .bar {
      position: static;
      flex: none;
    }
  }
  @media (min-height: 36rem) {
    @container (min-width: 82.5rem) {
      .desk {
        flex: 1;
        min-block-size: 0;
        overflow-y: auto;
      }
    }
  }
  @media (max-height: 30rem) {
    .bar {
      position: static;
    }
  }
  @media print {
    button,
    .pick input,
    .line,
    .extra {
      display: none;
    }
    .column {
      break-inside: avoid;
    }
    .bar {
      position: static;
      background: none;
    }
  }
`
