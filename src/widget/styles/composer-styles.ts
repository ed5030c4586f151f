import { css } from 'lit'

export const composerStyles = css`
  .composer {
    display: grid;
    gap: 0.375rem;
  }
  .label {
    font-size: var(--small);
    font-weight: 600;
  }
  .box {
    display: flex;
    align-items: flex-end;
    gap: 0.5rem;
    padding: 0.375rem;
    border: 1px solid var(--edge);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .box:focus-within {
    border-color: var(--accent);
    outline: 3px solid var(--accent);
    outline-offset: 1px;
  }
  .box.blocked {
    border-color: var(--alert);
  }
  .paper {
    display: grid;
    flex: 1 1 auto;
    min-inline-size: 0;
  }
  .underlines,
  .paper textarea {
    grid-area: 1 / 1;
    min-block-size: 3.5rem;
    max-block-size: 11rem;
    padding: 0.375rem 0.5rem;
    border: 0;
    font: inherit;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: break-word;
    scrollbar-gutter: stable;
  }
  .underlines {
    overflow: hidden;
    color: transparent;
    pointer-events: none;
  }
  .paper textarea {
    field-sizing: content;
    overflow-y: auto;
    outline: 0;
    resize: none;
    background: none;
  }
  .paper textarea::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  mark {
    color: transparent;
    background: var(--warn-tint);
    border-radius: 0.1875rem;
    text-decoration: underline wavy 1.5px var(--against);
    text-underline-offset: 0.2em;
    text-decoration-skip-ink: none;
  }
  mark:not(.personal) {
    background: var(--alert-tint);
    text-decoration-color: var(--alert);
  }
  .under {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1rem;
  }
  .field {
    max-inline-size: 34rem;
    padding-block-end: 0.25rem;
  }
  .lead[open] {
    order: 1;
    flex-basis: 100%;
  }
  .send {
    flex: none;
  }
  .told {
    display: grid;
    justify-items: start;
    gap: 0.375rem;
    padding: 0.625rem 0.875rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--warn-tint);
    font-size: var(--small);
  }
  .told.blocks {
    border-color: var(--alert);
    background: var(--alert-tint);
  }
  .told > .quiet {
    min-block-size: 1.75rem;
    padding-block: 0;
    font-size: var(--small);
  }
  /* Beside or under the options, one line is enough to begin with. */
  :host([compact]) :is(.underlines, .paper textarea) {
    min-block-size: 2.5rem;
    max-block-size: 7rem;
  }
  :host([compact]) :is(.label, .hint) {
    position: absolute;
    clip-path: inset(50%);
  }
  @media (max-width: 40rem) {
    :host([compact]:not(:focus-within)) .under {
      display: none;
    }
  }
  @media (max-width: 32rem) {
    :host(:not([compact])) .box {
      flex-direction: column;
      align-items: stretch;
    }
    :host(:not([compact])) .send {
      justify-content: center;
    }
  }
  @media (forced-colors: active) {
    mark {
      background: none;
      forced-color-adjust: none;
      text-decoration-color: Mark;
    }
  }
  @media print {
    :host {
      display: none;
    }
  }
`
