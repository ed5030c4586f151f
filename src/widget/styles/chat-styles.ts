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
    max-inline-size: 76rem;
    margin-inline: auto;
    padding-inline: clamp(0.75rem, 2.5cqi, 2rem);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5rem 1.5rem;
    padding-block: 0.875rem;
    border-block-end: 1px solid var(--line);
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 0.75rem;
  }
  .brand .icon {
    inline-size: 2rem;
    block-size: 2rem;
    color: var(--accent);
  }
  .brand h1 {
    font-size: 1.25rem;
    line-height: 1.2;
  }
  .brand p {
    color: var(--muted);
    font-size: var(--small);
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25rem;
  }
  .bar {
    border-color: transparent;
    background: none;
    font-size: 0.9375rem;
  }
  .bar[aria-expanded='true'] {
    border-color: var(--line);
    background: var(--surface);
  }
  .banner {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    margin-block-start: 0.75rem;
    padding: 0.4375rem 0.875rem;
    border-radius: var(--radius);
    background: var(--warn-tint);
    font-size: var(--small);
  }
  .panel {
    margin-block-start: 0.75rem;
    padding: 1.25rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .main {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-inline-size: 0;
    padding-block-start: 1.25rem;
  }
  .log {
    display: grid;
    gap: 2rem;
    flex: 1;
    align-content: start;
    min-inline-size: 0;
  }
  .main.fresh .log {
    flex: 0;
  }
  .welcome {
    padding-block: clamp(0.5rem, 4cqi, 2.5rem) 1.25rem;
  }
  .welcome h2 {
    margin-block-end: 0.375rem;
    font-size: 1.625rem;
  }
  .welcome p {
    max-inline-size: 46rem;
    color: var(--muted);
  }
  .restore {
    align-self: flex-end;
    margin-block-end: 0.75rem;
    padding: 0.25rem 0.625rem;
    border-color: transparent;
    background: none;
    font-size: var(--small);
  }
  .turn {
    display: grid;
    gap: 1rem;
    min-inline-size: 0;
    scroll-margin-block-start: 1rem;
    outline-offset: 0.5rem;
  }
  .said {
    justify-self: end;
    max-inline-size: min(100%, 44rem);
    padding: 0.75rem 1rem;
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
    gap: 1rem;
    min-inline-size: 0;
  }
  .answer > * {
    min-inline-size: 0;
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
    padding: 1.125rem;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .outcome-name {
    display: flex;
    align-items: center;
    gap: 0.5rem;
    color: var(--accent);
  }
  .question,
  .reply {
    font-size: 1.0625rem;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem;
  }
  .answers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 18rem), 1fr));
    gap: 0.875rem 1.5rem;
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
  .folds {
    display: grid;
    gap: 0.25rem;
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
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: 0.625rem;
    margin-block-start: 1.5rem;
    padding-block: 0.75rem;
    border-block-start: 1px solid var(--line);
    background: var(--ground);
  }
  .fresh .foot {
    position: static;
    margin-block-start: 0;
    border: 0;
  }
  .foot:has(.with-requests) {
    position: static;
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
    .writing.with-requests {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    }
  }
  @container (max-width: 30rem) {
    .bar {
      padding-inline: 0.5rem;
    }
  }
  @media (max-height: 36rem), (max-width: 40rem) {
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
    .panel,
    .restore {
      display: none;
    }
  }
`
