import { css } from 'lit'

export const chatStyles = css`
  :host {
    container-type: inline-size;
    background: var(--ground);
  }
  .page {
    display: flex;
    flex-direction: column;
    min-block-size: var(--eventail-block-size, 100dvh);
    max-inline-size: 84rem;
    margin-inline: auto;
    padding-inline: clamp(0.75rem, 2.5cqi, 2rem);
  }
  .skip {
    display: flex;
    gap: 0.5rem;
  }
  .skip:not(:focus-within) {
    position: absolute;
    clip-path: inset(50%);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 1rem;
    min-block-size: 2.75rem;
    border-block-end: 1px solid var(--line);
  }
  .brand {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.5rem;
    flex: 1 1 14rem;
  }
  .brand .icon {
    inline-size: 1.5rem;
    block-size: 1.5rem;
    color: var(--accent);
  }
  .brand h1 {
    font-size: 1.125rem;
    line-height: 1.2;
  }
  .brand p {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .brand .fictitious {
    font-size: 0.75rem;
    padding-inline: 0.375rem;
    border-radius: 0.25rem;
    background: var(--warn-tint);
    color: var(--ink);
  }
  nav,
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: 0.125rem;
  }
  .bar {
    min-block-size: 2.125rem;
    padding: 0.125rem 0.375rem;
    border-color: transparent;
    background: none;
    font-size: var(--small);
  }
  .bar[aria-expanded='true'] {
    border-color: var(--line);
    background: var(--surface);
  }
  .unfold {
    display: none;
  }
  dialog {
    display: none;
    inset: 0;
    inline-size: auto;
    block-size: auto;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0.75rem 1rem 1.25rem;
    border: 1px solid var(--line);
    background: var(--surface);
    color: inherit;
    overflow-y: auto;
  }
  dialog[open] {
    display: block;
  }
  dialog.referents {
    inset-block-end: auto;
  }
  .keys {
    display: grid;
    gap: 0.125rem;
  }
  .keys > div {
    display: grid;
    grid-template-columns: 8rem 1fr;
  }
  .panel-close {
    position: sticky;
    inset-block-start: 0;
    float: inline-end;
    z-index: 1;
  }
  .offer-record {
    font-size: 0.9375rem;
    line-height: 1.4;
  }
  .offer-record > * + * {
    margin-block-start: 0.75rem;
  }
  .main {
    position: relative;
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
  }
  .main:not(.talk) {
    padding-block-start: 1.25rem;
  }
  .left,
  .right {
    display: contents;
  }
  .log {
    order: 1;
    display: grid;
    gap: 1.25rem;
    flex: 1;
    align-content: start;
    min-inline-size: 0;
    padding-block: 0.75rem;
  }
  .deciding .log,
  .fresh .log {
    flex: 0;
  }
  .welcome {
    display: grid;
    gap: 0.5rem;
    padding-block: clamp(0.5rem, 1.25cqi, 1.5rem) 0.75rem;
  }
  .welcome h2 {
    font-size: 1.5rem;
  }
  .welcome p {
    color: var(--muted);
  }
  .welcome .choices button {
    font-size: 0.8125rem;
  }
  .button {
    display: inline-flex;
    align-items: center;
    min-block-size: 2.25rem;
    padding: 0.125rem 0.875rem;
    border-radius: 0.4375rem;
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
    text-decoration: none;
  }
  .button:hover {
    background: var(--accent-strong);
  }
  .hand-over {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.375rem 0.75rem;
  }
  .restore {
    justify-self: end;
    padding: 0.125rem 0.375rem;
    border-color: transparent;
    background: none;
    font-size: var(--small);
  }
  .turn {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
    scroll-margin-block-start: 1rem;
    outline-offset: 0.5rem;
  }
  .said {
    justify-self: end;
    max-inline-size: min(100%, 44rem);
    padding: 0.5rem 0.75rem;
    border-radius: var(--radius) var(--radius) 0.1875rem var(--radius);
    background: var(--tint);
  }
  .who {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .words {
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .words em {
    color: var(--muted);
  }
  .masked .icon {
    margin-inline-end: 0.375rem;
  }
  .placeholder {
    padding-inline: 0.25rem;
    border: 1px dashed var(--edge);
    border-radius: 0.25rem;
    font-size: 0.9em;
  }
  .answer {
    display: grid;
    gap: 0.5rem;
    min-inline-size: 0;
  }
  .answer > * {
    min-inline-size: 0;
  }
  .answer > div {
    display: grid;
    gap: 0.5rem;
  }
  .progress {
    display: flex;
    align-items: center;
    gap: 0.625rem;
    color: var(--muted);
  }
  .dots {
    inline-size: 0.75rem;
    block-size: 0.75rem;
    border-radius: 50%;
    background: var(--accent);
  }
  .outcome {
    display: grid;
    gap: 0.5rem;
  }
  .outcome-name {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--accent);
  }
  .reply {
    display: grid;
    gap: 0.25rem;
  }
  .earlier {
    font-size: var(--small);
  }
  .left-out {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25rem 0.75rem;
  }
  .left-out button {
    min-block-size: 1.5rem;
    padding-block: 0;
    font-size: 0.8125rem;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .answers {
    display: grid;
    gap: 0.5rem;
  }
  .answers dt {
    color: var(--ink);
    font-size: 0.9375rem;
    font-weight: 600;
  }
  .lead {
    display: grid;
    gap: 0.5rem;
    max-inline-size: 40rem;
  }
  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem 1.25rem;
    margin-block: 0.25rem 0.5rem;
    font-size: var(--small);
  }
  .rows li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.25rem 1rem;
    padding-block: 0.4375rem;
    border-block-start: 1px solid var(--line);
    font-size: 0.9375rem;
  }
  .rows li > span {
    flex: 1 1 14rem;
    min-inline-size: 0;
  }
  .rows small {
    display: block;
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .foot {
    order: 3;
    position: sticky;
    inset-block-end: var(--bar-block, 0px);
    z-index: 1;
    display: grid;
    gap: 0.5rem;
    padding-block: 0.5rem;
    border-block-start: 1px solid var(--line);
    background: var(--ground);
  }
  .fresh .foot {
    position: static;
    border: 0;
  }
  .foot:has(.with-requests) {
    position: static;
  }
  .offline {
    display: flex;
    gap: 0.5rem;
    padding: 0.375rem 0.75rem;
    background: var(--warn-tint);
    font-size: var(--small);
  }
  .writing {
    display: grid;
    gap: 1rem 1.75rem;
    min-inline-size: 0;
  }
  .writing > * {
    min-inline-size: 0;
  }
  @container (min-width: 56rem) {
    .page:not(.deciding) .writing.with-requests {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  /* Tools fold behind one button; what the page is stays said. */
  @container (max-width: 39.99rem) {
    .unfold {
      display: inline-flex;
    }
    .tools:not(.unfolded) {
      display: none;
    }
    .tools {
      flex-basis: 100%;
      order: 1;
    }
  }
  /* One speaks on the left and decides on the right. */
  @container (min-width: 82.5rem) {
    .page.deciding {
      max-inline-size: 120rem;
      padding-inline: 0.75rem;
    }
    .deciding .main {
      display: grid;
      grid-template-columns: 332px minmax(0, 1fr);
      column-gap: 0.75rem;
    }
    .deciding :is(.left, .right) {
      display: flex;
      flex-direction: column;
      min-inline-size: 0;
      min-block-size: 0;
    }
    .deciding .log {
      flex: 1;
    }
    .deciding .left {
      font-size: 0.9375rem;
      line-height: 1.4;
      padding-inline-end: 0.75rem;
      border-inline-end: 1px solid var(--line);
    }
    dialog {
      position: absolute;
      z-index: 3;
    }
    .deciding dialog {
      inset-inline-end: auto;
      inline-size: 332px;
    }
    .deciding .foot {
      inset-block-end: 0;
    }
  }
  @media (min-height: 36rem) {
    @container (min-width: 82.5rem) {
      .page.deciding {
        block-size: var(--eventail-block-size, 100dvh);
        overflow: clip;
      }
      .deciding .main {
        min-block-size: 0;
      }
      .deciding .log {
        min-block-size: 0;
        overflow-y: auto;
      }
    }
  }
  @media (max-height: 30rem) {
    .foot {
      position: static;
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .dots {
      animation: breathe 1.2s ease-in-out infinite alternate;
    }
    @keyframes breathe {
      to {
        opacity: 0.25;
      }
    }
  }
  @media print {
    :host {
      background: none;
    }
    nav,
    .foot,
    dialog,
    button,
    .button,
    .offline,
    .restore {
      display: none;
    }
    .page,
    .main {
      display: block;
    }
  }
`
